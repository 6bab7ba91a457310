/**
 * Protocols by which one process keeps its state in shared memory while another persists consistent
 * snapshots of it, so that what was committed survives SIGKILL of either.
 */
@SuppressWarnings("module") // the command is built after this module
module dev.stillframe {
  exports dev.stillframe;
  exports dev.stillframe.memory;
  exports dev.stillframe.queue;
  exports dev.stillframe.record;
  exports dev.stillframe.store;
  exports dev.stillframe.triple;
  exports dev.stillframe.files to
      dev.stillframe.cli,
      dev.stillframe.conformance;
}
