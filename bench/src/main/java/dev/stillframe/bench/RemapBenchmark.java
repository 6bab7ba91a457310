package dev.stillframe.bench;

import dev.stillframe.evidence.Checkout;
import dev.stillframe.evidence.Need;
import dev.stillframe.evidence.NewerJdk;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What remap capture costs host and client, beside a plain copy and the queue. It runs on a newer
 * JDK than the rest of this module may: the program is {@code Measure} among the tests of the
 * module {@code remap}.
 */
final class RemapBenchmark {
  /**
   * One row; times are milliseconds.
   *
   * @param who captures
   * @param client what the client does meanwhile
   * @param half time for 100 MiB that half of the snapshots kept within
   * @param most the same for 99 of 100
   * @param longestHalf the longest that the client was held up in a snapshot, half of them
   * @param longestMost the same for 99 of 100
   * @param longest the same for all
   * @param held stores that were held up in a snapshot
   * @param heldHalf how long one of them was, half of them
   * @param heldMost the same for 99 of 100
   */
  record Cost(
      String who,
      String client,
      double half,
      double most,
      double longestHalf,
      double longestMost,
      double longest,
      double held,
      double heldHalf,
      double heldMost) {
    private static Cost of(String line) {
      String[] cells = line.split("\t");
      double[] n = Arrays.stream(cells).skip(2).mapToDouble(Double::parseDouble).toArray();
      return new Cost(cells[0], cells[1], n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
    }

    private String row() {
      return String.format(
          Locale.ROOT,
          "| %s | %s | %s | %s | %s | %s |",
          who,
          client,
          times("%.1f", half, most),
          longest == 0 ? "-" : times("%.2f", longestHalf, longestMost, longest),
          held == 0 ? "-" : String.format(Locale.ROOT, "%,.0f", held),
          held == 0 ? "-" : times("%.1f", 1e3 * heldHalf, 1e3 * heldMost));
    }

    private static String times(String format, double... all) {
      return String.join(
          "; ",
          Arrays.stream(all).mapToObj(time -> String.format(Locale.ROOT, format, time)).toList());
    }
  }

  /**
   * All rows.
   *
   * @param jdk that both sides ran on
   * @param others how many processors others kept busy meanwhile
   * @param fork null where there is no C compiler
   */
  record Costs(String jdk, double others, List<Cost> rows, Fork fork) {}

  /**
   * What a fork costs who calls it, milliseconds.
   *
   * @param half time of the call that half of them kept within
   * @param most the same for 99 of 100
   * @param all the same for all
   * @param firstHalf time of the first store to a page after it, half of them
   * @param firstMost the same for 99 of 100
   */
  record Fork(double half, double most, double all, double firstHalf, double firstMost) {
    private static Fork of(String line) {
      double[] n = Arrays.stream(line.split("\t")).mapToDouble(Double::parseDouble).toArray();
      return new Fork(n[0], n[1], n[2], n[3], n[4]);
    }
  }

  /** Bytes of the memory, as in {@code Measure}. */
  private static final String SIZE = Integer.toString(100 << 20);

  private RemapBenchmark() {}

  /** Measures, or says why not. */
  static Optional<Costs> run(Path target, int snapshots) throws IOException, InterruptedException {
    Path root = Checkout.root();
    Optional<NewerJdk> jdk = NewerJdk.find(root);
    if (jdk.isEmpty()) {
      System.out.println("skipped: remap capture, for " + Need.JDK_22.missing());
      return Optional.empty();
    }
    Path classes = target.resolve("remap");
    String classPath =
        String.join(
            ":",
            root.resolve("impl/target/test-classes").toString(),
            System.getProperty("java.class.path"));
    jdk.get().compile(root.resolve("remap"), List.of("Measure"), classPath, classes);
    List<String> command = new ArrayList<>(jdk.get().java());
    command.addAll(List.of("-cp", classes + ":" + classPath, "dev.stillframe.remap.Measure"));
    command.add(Integer.toString(snapshots));
    Others others = new Others();
    List<String> said = output(command);
    List<Cost> rows = new ArrayList<>(said.stream().skip(1).map(Cost::of).toList());
    Fork fork = null;
    Optional<Path> program = CProgram.fork(target);
    if (program.isPresent()) {
      List<String> forks =
          output(List.of(program.get().toString(), SIZE, Integer.toString(snapshots)));
      int last = forks.size() - 1;
      forks.subList(0, last).stream().map(Cost::of).forEach(rows::add);
      fork = Fork.of(forks.get(last));
    }
    return Optional.of(new Costs(said.get(0), others.processors(), rows, fork));
  }

  private static List<String> output(List<String> command)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(command.get(0) + " cannot measure: " + said);
    }
    System.out.println(said);
    return said.lines().toList();
  }

  /** Returns the section of the page. */
  static String section(Costs costs) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """

        ## Remap capture

        A memory of 100 MiB. The client writes a word of one page after another without a pause, or
        nothing. *Snapshot*: the time until the image is complete; what half of the snapshots kept within,
        and 99 of 100. *Longest*: how long the client was held up at most in a snapshot; the same, and all.
        *Stores*: how many were held up for more than 5 µs in a snapshot, and *each*: for how long.
        Of *each*, the copy of the page is a part, and that of those before it; without a copy, the memory
        is protected and given back at once. A copy protects nothing and its
        image is torn: what there is of *longest* is the machine's own. The client of the queue hands its
        state over in one commit, which is its *longest*; one that commits such states without a pause laps
        every capture.

        Fork: a program in C, which maps private memory, for what is shared is not copied on a write. Its
        child copies it and ends. The call is among its *longest*. In Java fork comes with exec alone, for
        the child would be a virtual machine with one thread.

        On JDK %s; others kept %.1f processors busy meanwhile.

        | who | client | snapshot, ms | longest, ms | stores | each, µs |
        |---|---|---|---|---|---|
        """,
            costs.jdk(),
            costs.others()));
    costs.rows().forEach(cost -> text.append(cost.row()).append('\n'));
    if (costs.fork() == null) {
      text.append("\nFork was not measured: there was no C compiler.\n");
    } else {
      Fork fork = costs.fork();
      text.append(
          String.format(
              Locale.ROOT,
              "\nThe call of fork, ms: %s. The first store to a page after it, with the copy of the\n",
              Cost.times("%.2f", fork.half(), fork.most(), fork.all())));
      text.append(
          String.format(
              Locale.ROOT,
              "page, µs: %s.\n",
              Cost.times("%.1f", 1e3 * fork.firstHalf(), 1e3 * fork.firstMost())));
    }
    return text.toString();
  }
}
