/**
 * One host: recovers its store, prepares the memory, starts the client, captures until that has
 * ended, and ends. A {@link dev.stillframe.cli.host.Strategy} is all in which one way to capture
 * differs from another.
 */
package dev.stillframe.cli.host;
