package dev.stillframe.modeltests.shared;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;

/** As many {@link SharedJvm} as there are callers at a time. They stay until this JVM ends. */
public final class SharedJvms {
  private final String classPath;
  private final Class<?> main;
  private final Deque<SharedJvm> idle = new ArrayDeque<>();
  private final List<SharedJvm> all = new ArrayList<>();

  /**
   * Starts none yet.
   *
   * @param classPath with TLC and this class
   */
  public SharedJvms(String classPath) {
    this(classPath, SharedTlc.class);
  }

  /** The same for a test of what is made of JVMs that do not do what they should. */
  public SharedJvms(String classPath, Class<?> main) {
    this.classPath = classPath;
    this.main = main;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /**
   * Runs TLC in one of them; see {@link SharedJvm#run}.
   *
   * @throws TimeoutException if the time was up
   */
  public OptionalInt run(Path specs, List<String> arguments, Path printed, long seconds)
      throws IOException, TimeoutException {
    SharedJvm jvm = take();
    try {
      return jvm.run(specs, arguments, printed, seconds);
    } finally {
      giveBack(jvm);
    }
  }

  private synchronized SharedJvm take() throws IOException {
    while (!idle.isEmpty()) {
      SharedJvm jvm = idle.pop();
      if (jvm.isUsable()) {
        return jvm;
      }
      remove(jvm);
    }
    SharedJvm jvm = SharedJvm.start(classPath, main);
    all.add(jvm);
    return jvm;
  }

  private synchronized void giveBack(SharedJvm jvm) {
    if (jvm.isUsable()) {
      idle.push(jvm);
    } else {
      remove(jvm);
    }
  }

  private void remove(SharedJvm jvm) {
    all.remove(jvm);
    jvm.close();
  }

  /** The processes, for a test that ends one. */
  synchronized List<ProcessHandle> handles() {
    return all.stream().map(SharedJvm::handle).toList();
  }

  /** What happens when this JVM is killed, for a test. */
  synchronized void endInputs() throws IOException {
    for (SharedJvm jvm : all) {
      jvm.endInput();
    }
  }

  synchronized void close() {
    all.forEach(SharedJvm::close);
    all.clear();
  }
}
