package dev.stillframe.record;

/**
 * One committed record: an increment of the client's state, or a base, which holds the whole state
 * and supersedes all records before it.
 *
 * @param number from 1 on, without gaps but those that a base covers
 * @param isBase whether it is a base
 * @param bytes what the client committed; not copied
 */
public record StateRecord(long number, boolean isBase, byte[] bytes) {}
