/**
 * Memory files as a host handles them: where they are, who may use them, what is written to them
 * before a client comes, and what one that was found there holds.
 */
package dev.stillframe.cli.memory;
