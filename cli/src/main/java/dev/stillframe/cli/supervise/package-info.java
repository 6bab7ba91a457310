/**
 * What surrounds this process: the client, the shell that has started both, signals, open
 * descriptors and the terminal.
 */
package dev.stillframe.cli.supervise;
