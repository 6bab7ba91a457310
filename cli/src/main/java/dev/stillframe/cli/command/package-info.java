/**
 * The commands as picocli reads them: options, help and exit codes. What a command does is in the
 * packages below; nothing below knows of this one, or of picocli.
 */
package dev.stillframe.cli.command;
