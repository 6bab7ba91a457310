package dev.stillframe.files;

/**
 * What a file system tells of a file without reading it. Two that are equal say that nobody has
 * touched the file in between, as far as the clock of the file system can tell.
 *
 * @param inode equal for two names of one file
 * @param links how many names it has
 * @param size in bytes
 * @param modified when its bytes last changed, in nanoseconds since 1970
 * @param changed when it last changed otherwise, too; nobody can set this back
 */
public record FileStatus(Object inode, int links, long size, long modified, long changed) {}
