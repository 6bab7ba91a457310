package dev.stillframe.stress;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says which row of evidence a jcstress test makes. Every test has one. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Check {
  /** Returns the id of the row. */
  String id();

  /** Returns the ids of the claims that it is about. */
  String claim();

  /** Returns what the test runs. */
  Subject subject() default Subject.SHIPPED;

  /** Returns the first tier that runs it. */
  Tier tier() default Tier.QUICK;
}
