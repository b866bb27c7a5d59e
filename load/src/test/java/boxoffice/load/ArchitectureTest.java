package boxoffice.load;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import boxoffice.wire.HouseRules;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "boxoffice",
    importOptions = {ImportOption.DoNotIncludeTests.class, ImportOption.DoNotIncludeJars.class})
class ArchitectureTest {
  @ArchTest static final ArchTests RULES = ArchTests.in(HouseRules.class);

  /// A judge that shared code with the judged would share its mistakes: of the database it knows
  /// the audit views alone. Only the floor of plain inserts, which judges nothing, copies the shape
  /// of an order's rows.
  @ArchTest
  static final ArchRule AUDIT_VIEWS_ONLY =
      noClasses()
          .that()
          .resideInAPackage("boxoffice.load..")
          .and()
          .haveNameNotMatching("boxoffice\\.load\\.floor\\.(OrderRows|PlainInserts)(\\$.*)?")
          .should()
          .dependOnClassesThat(
              resideInAPackage("boxoffice.db..")
                  .and(not(resideInAPackage("boxoffice.db.audit.."))));

  /// It knows the contract (`boxoffice.*.v1`), and no class of a service.
  @ArchTest
  static final ArchRule NO_SERVICE =
      noClasses()
          .that()
          .resideInAPackage("boxoffice.load..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("boxoffice.user..")
                  .or(resideInAPackage("boxoffice.inventory.."))
                  .or(resideInAPackage("boxoffice.order.."))
                  .or(resideInAPackage("boxoffice.edge.."))
                  .or(resideInAPackage("boxoffice.guard.."))
                  .or(resideInAPackage("boxoffice.sandbox.."))
                  .or(resideInAPackage("boxoffice.parts.."))
                  .and(not(resideInAPackage("boxoffice..v1.."))));
}
