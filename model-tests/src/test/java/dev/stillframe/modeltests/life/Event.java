package dev.stillframe.modeltests.life;

import java.util.EnumSet;
import java.util.Set;

/** What somebody does to the files of a snapshot, behind the back of its host and client. */
enum Event {
  MEMORY_REMOVED,
  MEMORY_MOVED,
  /** Another file takes the name of the memory. */
  MEMORY_REPLACED,
  RECORD_REMOVED,
  LOCK_REMOVED,
  /** A file of somebody, named as a generation is. */
  FOREIGN_TEXT,
  /** A copy of the newest image under the number of another generation. */
  FOREIGN_COPY,
  /** An image of another store under the number that it has there. */
  FOREIGN_IMAGE,
  /** A file of somebody takes the name of an older generation. */
  FOREIGN_FOR_GENERATION,
  /** One more name for the newest image. */
  BACKUP_BY_LINK,
  BACKUP,
  /** The last backup is written over the newest image. */
  PUT_BACK,
  /** The last backup takes the name of the newest image. */
  PUT_BACK_BY_RENAME,
  IMAGE_CUT,
  IMAGE_ZEROED,
  IMAGE_REMOVED,
  /** A directory takes the name of the snapshot, so that no publication can end. */
  NAME_BLOCKED,
  /** The newest image cannot be replaced or removed. */
  NAME_IMMUTABLE,
  DIRECTORY_MOVED,
  /** Somebody starts a second host, from anywhere. */
  SECOND_HOST;

  /** What nobody can do, or be sure of, while a host lives. */
  private static final Set<Event> WITHOUT_HOST =
      EnumSet.of(PUT_BACK, PUT_BACK_BY_RENAME, DIRECTORY_MOVED);

  private static final Set<Event> BESIDE_HOST = EnumSet.of(SECOND_HOST);

  boolean canHappen(boolean isHostAlive) {
    return !(isHostAlive ? WITHOUT_HOST : BESIDE_HOST).contains(this);
  }
}
