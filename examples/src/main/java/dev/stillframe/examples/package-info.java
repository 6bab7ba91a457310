/** Client programs, a demonstration that kills them, and a set of keys that is read in place. */
package dev.stillframe.examples;
