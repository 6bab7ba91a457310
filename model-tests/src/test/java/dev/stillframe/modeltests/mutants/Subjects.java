package dev.stillframe.modeltests.mutants;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests for {@link EngineRunTest} to run; Maven runs none of them, by their names. */
final class Subjects {
  private Subjects() {}

  static final class Green {
    @Test
    void passes() {}
  }

  static final class Red {
    @Test
    void fails() {
      fail("as it should");
    }
  }

  static final class Throws {
    @Test
    void throwsSomething() {
      throw new IllegalStateException("nothing was checked");
    }
  }

  static final class NotLinked {
    @Test
    void findsNoClass() {
      throw new NoClassDefFoundError("a class that is missing");
    }
  }

  static final class NotSetUp {
    @BeforeAll
    static void fails() {
      org.junit.jupiter.api.Assertions.fail("before any test");
    }

    @Test
    void passes() {}
  }

  static final class Aborts {
    @BeforeAll
    static void aborts() {
      org.junit.jupiter.api.Assumptions.abort("no such kernel");
    }

    @Test
    void fails() {
      fail("it should not run");
    }
  }

  static final class Dies {
    @Test
    void dies() {
      Runtime.getRuntime().halt(1);
    }
  }

  static final class Endless {
    @Test
    void neverEnds() throws InterruptedException {
      Thread.currentThread().join();
    }
  }

  static final class NoTests {}
}
