package dev.stillframe.conformance;

import dev.stillframe.conformance.port.JavaPort;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * The Java implementation with a fault for each seed, as a process: now and then it spoils an
 * answer, or a file that it was asked about. What it says has the form of answers, so that the
 * judge gets far into what it makes of them.
 */
final class MangledPort extends OutputStream {
  private static final String[] NUMBERS = {
    "-1",
    "0",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999",
    "",
    "x",
    "1e3",
    "999999999999999999",
    "4294967296",
    "2147483648"
  };

  private static String request = "";

  private final OutputStream out;
  private final Random random;
  private final int oneOf;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private MangledPort(OutputStream out, long seed, int oneOf) {
    this.out = out;
    this.random = new Random(seed);
    this.oneOf = oneOf;
  }

  public static void main(String[] args) throws IOException {
    MangledPort port =
        new MangledPort(System.out, Long.parseLong(args[0]), Integer.parseInt(args[1]));
    System.setOut(new java.io.PrintStream(port, true, StandardCharsets.UTF_8));
    System.setIn(new Listening());
    JavaPort.main(new String[0]);
  }

  /** Notes what is asked. */
  private static final class Listening extends FilterInputStream {
    private final StringBuilder text = new StringBuilder();

    Listening() {
      super(System.in);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int n = super.read(bytes, from, length);
      if (n > 0) {
        text.append(new String(bytes, from, n, StandardCharsets.UTF_8));
        request = text.toString().strip();
        if (text.charAt(text.length() - 1) == '\n') {
          text.setLength(0);
        }
      }
      return n;
    }
  }

  @Override
  public synchronized void write(int b) throws IOException {
    line.write(b);
    if (b == '\n') {
      String answer = line.toString(StandardCharsets.UTF_8).strip();
      line.reset();
      boolean isGreeting = answer.startsWith("ok 1 java");
      if (!isGreeting && random.nextInt(oneOf) == 0) {
        answer = mangle(answer);
      } else if (!isGreeting && random.nextInt(oneOf) == 0) {
        spoil(request.split(" "));
      }
      out.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  /** One number or word of it is another one. */
  private String mangle(String answer) {
    String[] words = answer.split(" ");
    int at = words.length == 1 ? 0 : 1 + random.nextInt(words.length - 1);
    String number = NUMBERS[random.nextInt(NUMBERS.length)];
    String[] parts = words[at].split(":");
    if (random.nextInt(4) == 0) {
      words[at] = number;
    } else {
      parts[random.nextInt(parts.length)] = number;
      words[at] = String.join(":", parts);
    }
    return at == 0 ? "ok " + words[0] : String.join(" ", words);
  }

  private void spoil(String[] words) throws IOException {
    if (words.length < 2 || !words[1].startsWith("/")) {
      return;
    }
    Path file = Path.of(words[1]);
    switch (random.nextInt(8)) {
      case 0 -> Files.deleteIfExists(file);
      case 1 -> {
        Files.deleteIfExists(file);
        Files.createDirectory(file);
      }
      case 2 -> set(file, random.nextInt(4096));
      case 3 -> set(file, 1L << 40);
      default -> {
        if (Files.isRegularFile(file)) {
          try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long size = bytes.length();
            long at =
                random.nextBoolean() ? 8L * random.nextInt(16) : 4096 + 8L * random.nextInt(64);
            bytes.seek(Math.min(at, Math.max(0, size - 8)));
            bytes.writeLong(random.nextBoolean() ? random.nextLong() : random.nextInt(300) << 24);
          }
        }
      }
    }
  }

  private static void set(Path file, long size) throws IOException {
    if (Files.isRegularFile(file)) {
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.setLength(size);
      }
    }
  }
}
