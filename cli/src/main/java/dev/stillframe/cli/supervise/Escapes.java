package dev.stillframe.cli.supervise;

import java.nio.charset.Charset;
import java.util.Locale;

/** Bytes as a shell's {@code printf %b} takes them: a line of ASCII without blanks. */
final class Escapes {
  /** How Java decodes what the system gives it, and encodes what it gives the system. */
  static final Charset SYSTEM = Charset.forName(System.getProperty("sun.jnu.encoding"));

  private Escapes() {}

  static String of(String text) {
    return of(text.getBytes(SYSTEM));
  }

  static String of(byte[] bytes) {
    StringBuilder escaped = new StringBuilder(bytes.length);
    for (byte each : bytes) {
      if (each > ' ' && each < 0x7f && each != '\\') {
        escaped.append((char) each);
      } else {
        escaped.append("\\0").append(String.format(Locale.ROOT, "%03o", each & 0xff));
      }
    }
    return escaped.toString();
  }
}
