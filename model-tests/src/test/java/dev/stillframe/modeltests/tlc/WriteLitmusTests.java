package dev.stillframe.modeltests.tlc;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the tests of TLC and of jcstress from {@code litmus.json}: {@code make litmus-tests}. */
final class WriteLitmusTests {
  private WriteLitmusTests() {}

  public static void main(String[] args) throws IOException {
    Path root = Checkout.root();
    Path specs = root.resolve("spec-tla");
    Litmus litmus = Litmus.read(specs);
    Files.writeString(specs.resolve("LitmusTests.tla"), litmus.module());
    Files.writeString(root.resolve(LitmusClasses.FILE), LitmusClasses.source(litmus));
  }
}
