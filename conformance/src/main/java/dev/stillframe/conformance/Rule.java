package dev.stillframe.conformance;

import java.util.Locale;

/** The rules of {@code docs/format.md} that a port can break, by the names that messages give. */
enum Rule {
  ANSWER_IN_THE_PROTOCOL("one answer a line, in time, of the form that docs/porting.md gives"),
  LEAVE_WHAT_WAS_REPORTED("what was answered with ok is there, under its name"),
  LEAVE_FILES_OF_THE_FORMAT("what a port has written is a file, and of the form of docs/format.md"),
  REJECT_BY_CLASS("what a reader must reject, with the class"),
  NEWEST_HAS_THE_LARGEST_OFFSET("the newest entry is the one with the largest offset"),
  RUN_IS_CONSECUTIVE("neighbours in slots and in the stream, together not longer than the ring"),
  CONFIGURE_A_FRESH_MEMORY("lengths 0, identity, masks, write offset 0, version"),
  RECOVER_FROM_THE_ENTRIES("write offset and slot come from the newest entry"),
  CLEAR_WHAT_IS_OUTSIDE_THE_RUN("recovery clears lengths outside the run"),
  REFUSE_WHAT_DOES_NOT_FIT("an empty commit, or one that leaves no room for the newest entry"),
  INVALIDATE_BEFORE_OVERWRITE("an entry is invalid before its bytes or its slot are used again"),
  INVALIDATE_ONLY_WHAT_IS_OVERWRITTEN("an entry whose bytes and slot stay is left alone"),
  DATA_BEFORE_PUBLISH("all bytes are there before header, offset and length of their entry"),
  WRAP_AT_THE_RINGS_END("the byte at stream offset o lies at o & data mask"),
  TAIL_BEFORE_PUBLISH("the tail words of a commit are there before its header"),
  HEADER_BEFORE_OFFSET("the header's write offset is stored before the descriptor"),
  OFFSET_BEFORE_LENGTH("a descriptor's offset is stored before its length"),
  PUBLISH_BY_THE_LENGTH("the last store of a commit is its length"),
  WRITE_NOTHING_ELSE("no other byte of the memory changes"),
  ONE_WRITER("a client holds exclusive locks, on byte 0 of the memory and of its lock file"),
  HOST_ONLY_READS("a capture changes no byte of the memory"),
  LOOK_AGAIN_AND_KEEP_WHAT_STAYED("what is kept ends at the newest entry and did not change"),
  IMAGE_HOLDS_THE_RUN_AND_NOTHING_ELSE("an image has the kept entries and the tail, else zeros"),
  SEAL_COVERS_EVERY_BYTE("generation, length and CRC32C of the whole file"),
  NEWEST_GENERATION_THAT_HOLDS("the one with the highest generation whose seal holds"),
  NEWEST_USABLE_IMAGE(
      "of the two images the newest that its mark, or else its checksum, vouches for"),
  WHOLE_BATCHES_FROM_THE_FIRST_ON("the records of a journal are those up to what is not whole"),
  NEVER_WRITE_IN_PLACE("a publication is a new file that takes the name by a rename"),
  ENTRY_IS_WHAT_WAS_COMMITTED("an entry of a snapshot holds the bytes and words of one commit"),
  NEVER_GO_BACK("the newest entry of a snapshot is not older than that of the one before"),
  NUMBER_WITHOUT_GAPS("records are numbered from the newest one on"),
  RECORD_BEFORE_OFFER("L and the record are there before C offers them"),
  REFUSE_ONLY_WITHOUT_ROOM("an increment is refused if the offered buffer has no room"),
  TAKE_GIVES_WHAT_WAS_OFFERED("take gives each offered record once, in order"),
  BASE_REPLACES_WHAT_IS_OFFERED("a base is never refused and supersedes what is offered"),
  CONTROL_WORD_SAYS_WHO_MAY_TOUCH_WHAT("the halves of C are those that docs/format.md gives");

  private final String text;

  Rule(String text) {
    this.text = text;
  }

  /** The rule in one sentence. */
  String text() {
    return text;
  }

  static Rule of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** The name as messages, vectors and docs have it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
