/**
 * The judge of ports: drives any program over standard input and output and compares what it says,
 * and what it leaves in files, with what the specs say. The line protocol is in {@code
 * docs/porting.md}.
 */
package dev.stillframe.conformance;
