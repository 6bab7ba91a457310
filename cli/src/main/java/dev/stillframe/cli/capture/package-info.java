/**
 * What a host does again and again while its client runs: a round looks at the memory and brings to
 * the store what is new. It starts no process and prepares no memory.
 */
package dev.stillframe.cli.capture;
