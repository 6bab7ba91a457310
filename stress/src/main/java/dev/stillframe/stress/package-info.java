/** Runs the jcstress tests and turns what they saw into rows of evidence. */
package dev.stillframe.stress;
