package dev.stillframe.conformance;

import dev.stillframe.conformance.port.JavaPort;
import dev.stillframe.queue.QueueWriter;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** The Java implementation as a process of its own, for a port to meet. */
final class OurPort {
  private OurPort() {}

  static List<String> command() {
    String classes = where(QueueWriter.class) + File.pathSeparator + where(JavaPort.class);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
        java,
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-cp",
        classes,
        JavaPort.class.getName());
  }

  private static String where(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the implementation is not on the class path as a file", e);
    }
  }
}
