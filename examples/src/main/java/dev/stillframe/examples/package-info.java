/**
 * Client programs and a demonstration that kills them; a set of keys that is read in place; a
 * manager of zones and the servers that map what it publishes.
 */
package dev.stillframe.examples;
