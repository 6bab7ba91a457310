/**
 * Programs that keep their state in a memory of Stillframe or publish it in files that are mapped.
 */
module dev.stillframe.examples {
  requires transitive dev.stillframe;

  exports dev.stillframe.examples;
}
