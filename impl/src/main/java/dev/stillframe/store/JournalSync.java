package dev.stillframe.store;

/** When a {@link Journal} syncs its batches. SIGKILL loses nothing either way. */
public enum JournalSync {
  /** Each before it is reported: a power cut loses nothing that was. */
  EACH_BATCH,

  /**
   * Only by {@link Journal#sync} and {@link Journal#close}, and with each base. A power cut may
   * lose what was appended since, and the next recovery may report that as damage: what it keeps
   * has no gaps. Each recovery copies the journal.
   */
  ON_REQUEST;

  /** Returns the word for it in a header. */
  long word() {
    return ordinal();
  }
}
