/** The queue protocol under stress: the shipped classes, and twins that must or may fail. */
package dev.stillframe.stress.queue;
