package dev.stillframe.modeltests.pictures;

/** How the states of a spec are drawn. */
interface Picture {
  /** Draws a state. */
  Scene draw(View view);

  /** The picture for a module; its values in rows, for those that have none of their own. */
  static Picture of(String module) {
    return switch (module) {
      case "MCQueue", "MCQueueWeak", "ReplayQueue" -> new QueuePicture();
      case "MCTriple", "ReplayTriple" -> new TriplePicture();
      case "MCRemap" -> new RemapPicture();
      case "MCReplaceStore", "MCTwinStore", "MCJournal", "MCHandshake" -> new FilesPicture();
      default -> new ValuesPicture();
    };
  }
}
