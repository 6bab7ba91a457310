package dev.stillframe.record;

import dev.stillframe.triple.TripleLayout;

/**
 * Knows what only packages above its own may know.
 *
 * @param layout of a protocol that keeps such records
 */
public record MisplacedRecord(TripleLayout layout) {}
