package dev.stillframe.modeltests.lincheck;

import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.verifier.LinearizabilityVerifier;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/** Counts the executions that were judged: Lincheck itself does not say how many there were. */
public final class CountingVerifier implements Verifier {
  private static final AtomicLong EXECUTIONS = new AtomicLong();

  private final Verifier verifier;

  public CountingVerifier(Class<?> specification) {
    verifier = new LinearizabilityVerifier(specification);
  }

  @Override
  public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
    EXECUTIONS.incrementAndGet();
    return verifier.verifyResults(scenario, results);
  }

  /** Returns how many there were since the last call. */
  static long takeCount() {
    return EXECUTIONS.getAndSet(0);
  }
}
