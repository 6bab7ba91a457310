/** The Java implementation behind the line protocol, to be judged like any other port. */
package dev.stillframe.conformance.port;
