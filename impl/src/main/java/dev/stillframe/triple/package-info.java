/**
 * The triple-buffer protocol: a client offers increments of its state, numbered without gaps, and a
 * host takes each batch with one atomic instruction and persists it exactly once. Specified in
 * {@code spec-tla/TripleBuffer.tla}; both sides are wait-free.
 */
package dev.stillframe.triple;
