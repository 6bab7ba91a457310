package dev.stillframe.cli.report;

import dev.stillframe.cli.command.Stillframe;
import picocli.CommandLine;

/**
 * Knows what only packages above its own may know.
 *
 * @param command of the layer on top
 * @param line of what only that layer may use
 */
public record MisplacedReport(Stillframe command, CommandLine line) {}
