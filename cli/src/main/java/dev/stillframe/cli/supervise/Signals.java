package dev.stillframe.cli.supervise;

import dev.stillframe.cli.report.HostException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;

/**
 * The signals that ask a program to end. They go on to the client as soon as there is one, and end
 * a host that has none.
 *
 * <p>A terminal sends an interrupt to the host and to its client; the client gets it a second time
 * from here, because nothing tells who sent a signal.
 */
public final class Signals {
  private static final List<String> NAMES = List.of("TERM", "INT", "HUP");

  private final Queue<String> waiting = new ArrayDeque<>();
  private Client client;
  private int first;

  private Signals() {}

  /**
   * Starts to listen. A signal that this process was started to ignore is still ignored.
   *
   * @return what came, and comes
   * @throws HostException if Java cannot listen
   */
  public static Signals listen() throws HostException {
    Signals signals = new Signals();
    if (ParentShell.current().isPresent()) {
      ParentShell.current().get().listen(signals::note);
      return signals;
    }
    try {
      for (String name : NAMES) {
        signals.handle(name);
      }
    } catch (InvocationTargetException e) {
      // The virtual machine was told to leave signals alone (-Xrs).
      throw new HostException("cannot listen for signals: " + e.getCause().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new HostException("this Java runtime has no sun.misc.Signal: use a JDK 17 or newer");
    }
    return signals;
  }

  /**
   * Calls sun.misc.Signal by its names: there is no other way to learn which signal came, and the
   * compiler warns of every mention, which no option switches off on all releases.
   */
  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signalType = Class.forName("sun.misc.Signal");
    Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
    Object signal = signalType.getConstructor(String.class).newInstance(name);
    int number = (int) signalType.getMethod("getNumber").invoke(signal);
    Object handler =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(),
            new Class<?>[] {handlerType},
            (proxy, method, arguments) -> {
              received(name, number);
              return null;
            });
    signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
  }

  /** Notes a signal that somebody else hands on. */
  private synchronized void note(String name, int number) {
    if (first == 0) {
      first = number;
    }
    notifyAll();
  }

  private synchronized void received(String name, int number) throws Exception {
    note(name, number);
    if (client == null) {
      waiting.add(name);
    } else {
      client.signal(name);
    }
  }

  /**
   * Sends all signals to a client, those too that came before.
   *
   * @param newClient the client
   * @throws Exception if a signal cannot be handed on
   */
  public synchronized void forwardTo(Client newClient) throws Exception {
    client = newClient;
    while (!waiting.isEmpty()) {
      client.signal(waiting.remove());
    }
  }

  /**
   * Returns the number of the first signal that came.
   *
   * @return its number; empty if none came
   */
  public synchronized OptionalInt received() {
    return first == 0 ? OptionalInt.empty() : OptionalInt.of(first);
  }

  /**
   * Waits for a signal, for as long as given.
   *
   * @param limit how long at most
   * @throws InterruptedException if this thread is interrupted meanwhile
   */
  public synchronized void await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    long left = limit.toNanos();
    while (first == 0 && left > 0) {
      // Rounded up: a wait of 0 milliseconds would have no end.
      wait(left / 1_000_000 + 1);
      left = deadline - System.nanoTime();
    }
  }
}
