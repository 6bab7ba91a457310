package dev.stillframe.modeltests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stillframe.evidence.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages name is there; and each way in which it may not be is noticed. */
class DocsTest {
  private static final Path ROOT = Checkout.root();

  @TempDir Path directory;

  @Test
  void whatLinksLeadToIsThere() throws IOException {
    Links links = new Links(ROOT);
    List<String> complaints = new ArrayList<>();
    for (Page page : Page.all(ROOT)) {
      complaints.addAll(links.complaints(page));
    }
    assertEquals(List.of(), complaints);
  }

  @Test
  void commandsExist() throws IOException {
    Commands commands = new Commands(ROOT);
    List<Page> pages = Page.all(ROOT);
    assertTrue(pages.size() > 20, pages.size() + " pages");
    assertEquals(
        List.of(), pages.stream().flatMap(page -> commands.complaints(page).stream()).toList());
  }

  @Test
  void namesOfTheGlossaryAreWhereItSays() throws IOException {
    assertEquals(List.of(), Glossary.complaints(ROOT, Page.read(ROOT.resolve("docs/glossary.md"))));
  }

  @Test
  void theProtocolsAreThoseOfTheSpecs() throws IOException {
    assertEquals(List.of(), Steps.complaints(ROOT, Page.read(ROOT.resolve("docs/protocols.md"))));
  }

  @Test
  void theIndexHasEveryPage() throws IOException {
    List<String> links = Page.read(ROOT.resolve("docs/README.md")).links();
    try (var files = Files.list(ROOT.resolve("docs"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".md")).toList()) {
        String name = file.getFileName().toString();
        assertTrue(name.equals("README.md") || links.contains(name), name);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gone.md, there is no such file",
    "other.md#gone, there is no such heading",
    "#gone, there is no such heading",
    "../outside.md, leaves the tree",
    "program.c#L1, there is no such heading",
  })
  void aBrokenLinkIsNoticed(String link, String why) throws IOException {
    write("other.md", "# There\n\n## There\n");
    write("program.c", "");
    Page page =
        write("page.md", "# Here `it` is\n\n`[code](gone.md)` and [a\nlink](" + link + ")\n");
    assertEquals(
        List.of("page.md: the link " + link + ": " + why), new Links(directory).complaints(page));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other.md",
        "other.md#there",
        "other.md#there-1",
        "#here-it-is",
        "https://a.example/b"
      })
  void aLinkThatHoldsIsNot(String link) throws IOException {
    write("other.md", "# There\n\n## There\n");
    Page page =
        write("page.md", "# Here `it` is!\n\n[a](" + link + ")\n\n```\n[b](gone.md)\n```\n");
    assertEquals(List.of(), new Links(directory).complaints(page));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "make walk | make has no target walk",
        "make -s check walk SPEC=id | make has no target walk",
        "make check SPEK=id | make check has no variable SPEK",
        "make format [SEED=1] | make format has no variable SEED",
        "cd here && make walk | make has no target walk",
        "bin/walk TIER=deep | there is no program bin/walk",
        "bin/verify TEER=deep | bin/verify has no variable TEER",
        "bin/stillframe walk | stillframe has no command walk",
        "bin/stillframe host --intervall 1s NAME -- COMMAND | stillframe host has no option --intervall",
        "stillframe inspect [--yaml] NAME | stillframe inspect has no option --yaml",
        "stillframe --walk | stillframe has no option --walk",
        "stillframe/bin/stillframe conform --rapport x -- port | stillframe conform has no option --rapport",
        "--walk | --walk is no option of",
      })
  void aCommandThatIsNotThereIsNoticed(String command, String why) throws IOException {
    Commands commands = new Commands(ROOT);
    List<String> complaints = commands.complaints(command);
    assertEquals(1, complaints.size(), complaints::toString);
    assertTrue(complaints.get(0).startsWith(why), complaints::toString);
    Path file = directory.resolve("page.md");
    Files.writeString(file, "```\n" + command + "   # why\n```\n");
    assertEquals(command.startsWith("--") ? 0 : 1, commands.complaints(Page.read(file)).size());
    Files.writeString(file, "Say `" + command + "`.\n");
    assertEquals(1, commands.complaints(Page.read(file)).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "make",
        "make -s check TIER=deep SPEC='a b'  # make walk",
        "make check; bin/verify RUNS=3 PARTS='check'",
        "make -C port walk",
        "make conformance PORT='make walk'",
        "bin/stillframe host --store twin NAME -- COMMAND --walk",
        "stillframe --version",
        "--keep 2",
        "cmake walk"
      })
  void aCommandThatIsThereIsNot(String command) throws IOException {
    assertEquals(List.of(), new Commands(ROOT).complaints(command));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "`Publisher`; ; ; run: there is no Publisher in spec-tla",
        "; `QueueWriter.comit`; ; run: there is no QueueWriter.comit in the Java sources",
        "; `QueueWritr`; ; run: there is no QueueWritr in the Java sources",
        "; ; `runn`; run: there is no runn in docs/format.md, docs/porting.md",
        "`RunOf`; `Entry`, `Entry.slot`, `VERSION_AT`; `write offset`; ",
      })
  void aNameThatIsNotThereIsNoticed(String spec, String java, String format, String complaint)
      throws IOException {
    String row = "| run | what | %s | %s | %s |\n";
    Page page =
        write(
            "glossary.md",
            "| term | is | spec | Java | format |\n|---|---|---|---|---|\n"
                + String.format(Locale.ROOT, row, orEmpty(spec), orEmpty(java), orEmpty(format)));
    List<String> complaints = Glossary.complaints(ROOT, page);
    assertEquals(complaint == null ? List.of() : List.of(complaint), complaints);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  @Test
  void aTermThatIsThereTwiceIsNoticed() throws IOException {
    Page page = write("glossary.md", "| run | what | | | |\n".repeat(2));
    assertEquals(List.of("run is there twice"), Glossary.complaints(ROOT, page));
  }

  @Test
  void aStepThatTheSpecDoesNotHaveIsNoticed() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/protocols.md"));
    assertEquals(
        List.of("Pablish is a step of none of [Queue, QueueClaims, QueueWords]"),
        complaints(page.replace("| `Publish` |", "| `Publish`, `Pablish` |")));
    assertEquals(
        List.of("nothing is said of TwinStore!GrowImage"),
        complaints(page.replace("`GrowImage`", "`Begin`")));
    assertEquals(
        List.of("there is no configuration queue-slot-rules"),
        complaints(page.replace("`queue-slot-rule`", "`queue-slot-rules`")));
    assertEquals(
        List.of("triple-count-as-taken is of [T1], not of T2"),
        complaints(
            page.replace("T1: `triple-count-as-taken`", "T2: `triple-count-as-taken`, T1:")));
  }

  private List<String> complaints(String page) throws IOException {
    return Steps.complaints(ROOT, write("protocols.md", page));
  }

  private Page write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, text);
    return Page.read(file);
  }
}
