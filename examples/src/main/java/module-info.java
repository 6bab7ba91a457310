/** Programs that keep their state in a memory of Stillframe, alone or under a host. */
module dev.stillframe.examples {
  requires transitive dev.stillframe;

  exports dev.stillframe.examples;
}
