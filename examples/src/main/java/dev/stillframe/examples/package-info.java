/** Client programs, and a demonstration that kills them. */
package dev.stillframe.examples;
