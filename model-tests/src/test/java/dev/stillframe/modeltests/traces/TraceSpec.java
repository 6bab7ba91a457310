package dev.stillframe.modeltests.traces;

/**
 * A spec that explains recorded runs.
 *
 * @param label what the runs are of, as it is in the names of checks
 * @param module the module
 * @param constants of the module, as a configuration has them
 */
record TraceSpec(String label, String module, String constants) {}
