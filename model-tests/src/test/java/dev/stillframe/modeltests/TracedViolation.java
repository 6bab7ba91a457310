package dev.stillframe.modeltests;

import dev.stillframe.modeltests.tlc.Trace;
import dev.stillframe.modeltests.tlc.TraceFile;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** A violation that has a behaviour to step through, like one that TLC finds. */
public final class TracedViolation extends AssertionFailedError {
  private static final long serialVersionUID = 1L;

  /** What leads to it; not sent anywhere. */
  private final transient Trace trace;

  private final String module;
  private final String about;

  /**
   * Creates one.
   *
   * @param message in its first line what is wrong
   * @param module the spec that the shipped classes do not follow
   * @param about what the behaviour is, in a sentence for people
   * @param trace the behaviour, with what is wrong as its ending
   */
  public TracedViolation(String message, String module, String about, Trace trace) {
    super(message);
    this.module = module;
    this.about = about;
    this.trace = trace;
  }

  /** The same as a file of counterexamples. */
  public TraceFile asFile(String id, List<String> claims, String command) {
    return new TraceFile(id, module, about, claims, module, command, trace);
  }
}
