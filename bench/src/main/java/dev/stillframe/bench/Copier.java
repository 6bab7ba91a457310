package dev.stillframe.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * What a program of one's own would do in place of a host: copy a file, and run a command.
 *
 * <p>Arguments: the file, its copy, the command.
 */
final class Copier {
  private Copier() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try (FileChannel from = FileChannel.open(Path.of(args[0]));
        FileChannel to =
            FileChannel.open(
                Path.of(args[1]), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long at = 0; at < from.size(); ) {
        at += from.transferTo(at, from.size() - at, to);
      }
    }
    Process command =
        new ProcessBuilder(Arrays.asList(args).subList(2, args.length)).inheritIO().start();
    System.exit(command.waitFor());
  }
}
