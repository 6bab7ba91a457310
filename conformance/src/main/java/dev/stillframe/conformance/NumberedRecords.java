package dev.stillframe.conformance;

/**
 * A store of what the request {@code stream} commits, each record known by its number: whether each
 * comes once, in order, and is what was meant.
 */
final class NumberedRecords {
  /** Each record whose number this divides is a base. */
  private static final int BASE_EVERY = 64;

  /** No stream has so many records, and what is computed from such a number does not overflow. */
  private static final long HIGHEST = 1L << 40;

  private final int longest;
  private long newest;
  private long records;

  NumberedRecords(int longest) {
    this.longest = longest;
  }

  private String meant(long number) {
    byte[] bytes = new byte[(int) (number * 7919 % (longest + 1))];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (number + at);
    }
    return new TripleModel.Entry(number, number % BASE_EVERY == 0, bytes).toString();
  }

  /** Judges what a take gave, behind what is in the store, and puts it there. */
  void persist(String answer) throws FellShort {
    String[] words = answer.split(" ");
    for (int i = 2; i < words.length; i++) {
      String digits = words[i].split(":", 2)[0];
      long number = digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
      boolean isBase = number % BASE_EVERY == 0;
      if (number > HIGHEST || (isBase ? number <= newest : number != newest + 1)) {
        throw new FellShort(
            Rule.TAKE_GIVES_WHAT_WAS_OFFERED,
            "record " + (newest + 1) + ", or a newer base",
            words[i]);
      }
      if (!words[i].equals(meant(number))) {
        throw FellShort.ofAnswers(Rule.TAKE_GIVES_WHAT_WAS_OFFERED, meant(number), words[i]);
      }
      newest = number;
      records++;
    }
  }

  long newest() {
    return newest;
  }

  long records() {
    return records;
  }
}
