package dev.stillframe;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.stillframe.record.MisplacedRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Which package of the library may use which. The protocols stand side by side, and nothing in the
 * library uses them. {@link MisplacedRecord} breaks each rule.
 */
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
          .layer("errors")
          .definedBy(ROOT)
          .layer("memory")
          .definedBy(ROOT + ".memory..")
          .layer("files")
          .definedBy(ROOT + ".files..")
          .layer("record")
          .definedBy(ROOT + ".record..")
          .layer("store")
          .definedBy(ROOT + ".store..")
          .layer("queue")
          .definedBy(ROOT + ".queue..")
          .layer("triple")
          .definedBy(ROOT + ".triple..")
          .whereLayer("queue")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("triple")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("store")
          .mayOnlyBeAccessedByLayers("queue", "triple")
          .whereLayer("record")
          .mayOnlyBeAccessedByLayers("store", "triple")
          .whereLayer("files")
          .mayOnlyBeAccessedByLayers("store", "queue", "triple")
          .whereLayer("memory")
          .mayOnlyBeAccessedByLayers("store", "queue", "triple")
          .ensureAllClassesAreContainedInArchitecture();

  private static final List<ArchRule> RULES = List.of(NO_CYCLE, LAYERS);

  private static final ImportOption MAIN = new ImportOption.DoNotIncludeTests();

  private static JavaClasses classes(ImportOption option) {
    return new ClassFileImporter().withImportOption(option).importPackages(ROOT);
  }

  @Test
  void eachPackageUsesOnlyWhatIsBelowIt() {
    JavaClasses library = classes(MAIN);
    RULES.forEach(rule -> rule.check(library));
  }

  @Test
  void aRecordThatKnowsItsProtocolIsSeenByEachRule() {
    JavaClasses library = classes(at -> MAIN.includes(at) || at.contains("/MisplacedRecord.class"));
    for (ArchRule rule : RULES) {
      String told = rule.evaluate(library).getFailureReport().toString();
      assertTrue(told.contains("MisplacedRecord"), () -> rule.getDescription() + told);
    }
  }
}
