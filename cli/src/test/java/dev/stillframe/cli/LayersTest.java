package dev.stillframe.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.stillframe.cli.report.MisplacedReport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which package of the command may use which; {@link MisplacedReport} breaks each rule. */
final class LayersTest {
  static {
    System.setProperty("slf4j.internal.verbosity", "ERROR"); // Nobody reads ArchUnit's log.
  }

  private static final String ROOT = LayersTest.class.getPackageName();

  private static final ArchRule NO_CYCLE =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  private static final ArchRule LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("command")
          .definedBy(ROOT + ".command..")
          .layer("host")
          .definedBy(ROOT + ".host..")
          .layer("capture")
          .definedBy(ROOT + ".capture..")
          .layer("inspect")
          .definedBy(ROOT + ".inspect..")
          .layer("memory")
          .definedBy(ROOT + ".memory..")
          .layer("supervise")
          .definedBy(ROOT + ".supervise..")
          .layer("report")
          .definedBy(ROOT + ".report..")
          .whereLayer("command")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("host")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("inspect")
          .mayOnlyBeAccessedByLayers("command")
          .whereLayer("capture")
          .mayOnlyBeAccessedByLayers("host")
          .whereLayer("memory")
          .mayOnlyBeAccessedByLayers("host", "inspect", "capture")
          .whereLayer("supervise")
          .mayOnlyBeAccessedByLayers("command", "host", "memory")
          .ensureAllClassesAreContainedInArchitecture();

  private static final ArchRule PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".command..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  private static final List<ArchRule> RULES = List.of(NO_CYCLE, LAYERS, PICOCLI);

  private static final ImportOption MAIN = new ImportOption.DoNotIncludeTests();

  private static JavaClasses classes(ImportOption option) {
    return new ClassFileImporter().withImportOption(option).importPackages(ROOT);
  }

  @Test
  void eachPackageUsesOnlyWhatIsBelowIt() {
    JavaClasses command = classes(MAIN);
    RULES.forEach(rule -> rule.check(command));
  }

  @Test
  void aReportThatKnowsTheCommandIsSeenByEachRule() {
    JavaClasses command = classes(at -> MAIN.includes(at) || at.contains("/MisplacedReport.class"));
    for (ArchRule rule : RULES) {
      String told = rule.evaluate(command).getFailureReport().toString();
      assertTrue(told.contains("MisplacedReport"), () -> rule.getDescription() + told);
    }
  }
}
