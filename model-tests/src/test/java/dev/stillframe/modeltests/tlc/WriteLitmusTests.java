package dev.stillframe.modeltests.tlc;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the module LitmusTests from {@code litmus.json}: {@code make litmus}. */
final class WriteLitmusTests {
  private WriteLitmusTests() {}

  public static void main(String[] args) throws IOException {
    Path specs = Checkout.root().resolve("spec-tla");
    Files.writeString(specs.resolve("LitmusTests.tla"), Litmus.read(specs).module());
  }
}
