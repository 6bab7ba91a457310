package dev.stillframe.remap;

import dev.stillframe.memory.PagedImage;
import dev.stillframe.memory.WordMemory;
import java.io.IOException;

/** Captures that lack a rule, to show that a torn image is seen. */
final class Twins {
  private static final int PAGE = (int) Userfault.PAGE;

  private Twins() {}

  /** Copies beside the writer, and protects nothing. */
  static void copy(WordMemory memory, PagedImage image) {
    for (int at = 0; at < image.size(); at += PAGE) {
      image.copy(memory, at, PAGE);
    }
  }

  /** Protects page by page, and serves who waits while pages are still to be protected. */
  static void resolveEarly(Userfault userfault, long address, WordMemory memory, PagedImage image)
      throws IOException {
    boolean[] copied = new boolean[image.size() / PAGE];
    for (int page = 0; page < copied.length; page++) {
      userfault.protect(address + (long) page * PAGE, PAGE);
      for (long fault = userfault.nextFault(); fault >= 0; fault = userfault.nextFault()) {
        giveBack(userfault, address, (int) ((fault - address) / PAGE), memory, image, copied);
      }
    }
    for (int page = 0; page < copied.length; page++) {
      giveBack(userfault, address, page, memory, image, copied);
    }
  }

  private static void giveBack(
      Userfault userfault,
      long address,
      int page,
      WordMemory memory,
      PagedImage image,
      boolean[] copied)
      throws IOException {
    if (!copied[page]) {
      copied[page] = true;
      image.copy(memory, page * PAGE, PAGE);
    }
    userfault.unprotect(address + (long) page * PAGE, PAGE);
  }
}
