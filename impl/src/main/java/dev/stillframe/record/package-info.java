/**
 * What a client commits to a triple buffer and a journal keeps: numbered records, how they follow
 * each other, and how they lie in memory and files.
 */
package dev.stillframe.record;
