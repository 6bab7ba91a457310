package dev.stillframe.modeltests.tlc;

import dev.stillframe.evidence.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Works for a {@code make check DISTRIBUTED=1} on another machine, configuration after
 * configuration, until it is ended: {@code make worker SERVER=host}. TLC's worker ends with its
 * server, and there is one for each configuration.
 */
public final class Worker {
  private static final long PAUSE_MILLIS = 500;

  /** So often in a row the server may not answer while TLC's worker still waits for it. */
  private static final int MISSES = 4;

  private Worker() {}

  /** The argument: {@code HOST} or {@code HOST:PORT} of the server. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 1 || args[0].isEmpty()) {
      System.err.println("usage: make worker SERVER=host[:port]");
      System.exit(2);
    }
    Endpoint server = Endpoint.of(args[0]);
    System.out.println("working for " + args[0] + " until this is interrupted");
    while (true) {
      InetAddress own = reach(server);
      if (own == null) {
        Thread.sleep(PAUSE_MILLIS);
      } else {
        work(server, own);
      }
    }
  }

  private static InetAddress reach(Endpoint server) {
    try {
      return server.reach();
    } catch (IOException notThere) {
      return null;
    }
  }

  private static void work(Endpoint server, InetAddress own)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("stillframe-worker-");
    Process worker =
        new ProcessBuilder(
                Programs.resolve(
                    server.command(
                        "worker", own.getHostAddress(), scratch, List.of(server.host()))))
            .directory(scratch.toFile())
            .inheritIO()
            .start();
    Thread killer = new Thread(worker::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    int misses = 0;
    while (misses < MISSES && !worker.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
      misses = reach(server) == null ? misses + 1 : 0;
    }
    worker.destroyForcibly();
    worker.waitFor();
    Runtime.getRuntime().removeShutdownHook(killer);
    Tlc.delete(scratch);
  }
}
