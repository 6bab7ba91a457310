package dev.stillframe.modeltests.mutants;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests in a virtual machine of its own, up to the first that is red, and says with its exit
 * code what came of it. Nothing but a test that began and failed is red: a virtual machine that
 * dies, a class that cannot be loaded or set up, or no test at all leads to another exit code.
 */
final class TestRun {
  /** All tests were green, and there was at least one. */
  static final int GREEN = 40;

  /** A test was red. */
  static final int RED = 41;

  /** Something else happened, so that nothing is known. */
  static final int BROKEN = 42;

  /** What all tests need is missing here. */
  static final int SKIPPED = 43;

  private TestRun() {}

  /** The first argument is "exceptions" if a test is red also by one that it did not expect. */
  public static void main(String[] args) {
    boolean areExceptionsRed = args[0].equals("exceptions");
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(args).skip(1).map(TestRun::selector).toList())
            .build();
    AtomicLong green = new AtomicLong();
    AtomicReference<String> missing = new AtomicReference<>();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                if (result.getStatus() == Status.SUCCESSFUL) {
                  green.addAndGet(id.isTest() ? 1 : 0);
                } else if (result.getStatus() == Status.ABORTED) {
                  missing.set(result.getThrowable().map(Throwable::getMessage).orElse(""));
                } else {
                  Throwable why = result.getThrowable().orElseThrow();
                  System.out.println(name(id) + ": " + firstLine(why));
                  System.exit(id.isTest() && isRed(why, areExceptionsRed) ? RED : BROKEN);
                }
              }
            });
    if (green.get() == 0 && missing.get() != null) {
      System.out.println(missing.get().lines().findFirst().orElse(""));
      System.exit(SKIPPED);
    }
    System.out.println(green + " tests are green");
    System.exit(green.get() > 0 ? GREEN : BROKEN);
  }

  private static boolean isRed(Throwable why, boolean areExceptionsRed) {
    return why instanceof AssertionError || areExceptionsRed && why instanceof Exception;
  }

  private static DiscoverySelector selector(String test) {
    return test.contains("#") ? selectMethod(test) : selectClass(test);
  }

  /** The name of a check stands for itself. */
  private static String name(TestIdentifier id) {
    return id.getSource()
        .filter(MethodSource.class::isInstance)
        .map(MethodSource.class::cast)
        .filter(source -> id.getDisplayName().startsWith(source.getMethodName() + "("))
        .map(source -> source.getJavaClass().getSimpleName() + "#" + source.getMethodName())
        .orElse(id.getDisplayName());
  }

  private static String firstLine(Throwable why) {
    return why.toString().lines().findFirst().orElse("");
  }
}
