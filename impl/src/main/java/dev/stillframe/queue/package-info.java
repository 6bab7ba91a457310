/**
 * The queue protocol: a client that commits without reading anything from the host, and a
 * read-only, optimistic capture. Specified in {@code spec-tla/Queue.tla}; the format is v1.
 */
package dev.stillframe.queue;
