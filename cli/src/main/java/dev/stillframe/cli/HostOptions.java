package dev.stillframe.cli;

import dev.stillframe.store.JournalSync;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a host is asked for.
 *
 * @param snapshot the name of the snapshot
 * @param command the client's program and arguments
 * @param capture what to capture, and when
 * @param size of the memory in bytes, for the queue at least, for the triple buffer at most; 0
 *     leaves it to the client, or is the default
 * @param interval pause between two rounds of captures
 * @param store how what was captured is kept
 * @param keep how many generations a replace store keeps
 * @param sync when a journal is synced
 * @param stats whether to print what the captures came to
 */
record HostOptions(
    Path snapshot,
    List<String> command,
    HostArguments.Capture capture,
    long size,
    Duration interval,
    StoreKind store,
    int keep,
    JournalSync sync,
    boolean stats) {}
