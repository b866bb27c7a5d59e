package boxoffice.wire;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// What every module's classes must keep to. Each module runs these on its own classes with an
/// `ArchitectureTest` of three lines; the reasons stand in `.github/CODE_STYLE.md`.
public final class HouseRules {
  private static final String GENERATED_CONTRACT = "boxoffice..v1..";
  private static final String[] GENERATED_SQL = {
    "boxoffice.db.users..",
    "boxoffice.db.inventory..",
    "boxoffice.db.orders..",
    "boxoffice.db.audit.."
  };
  private static final int WIRE_CAP = 12;
  private static final int GUARD_CAP = 25;
  private static final double PACKAGE_PRIVATE_SHARE = 0.6;

  /// Names that say what a class is not.
  @ArchTest
  static final ArchRule NAMES =
      noClasses()
          .that(ours())
          .should()
          .haveNameMatching(
              ".*(Utils?|Helper|Manager|Impl)$|.*\\.(Abstract|Base|Default)[A-Z][^.]*$")
          .allowEmptyShould(true);

  /// A service is what answers on the wire.
  @ArchTest
  static final ArchRule SERVICES =
      classes()
          .that(ours())
          .and()
          .haveSimpleNameEndingWith("Service")
          .should()
          .haveSimpleNameEndingWith("GrpcService")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule NULL_MARKED =
      classes().that(ours()).should(beInNullMarkedPackage()).allowEmptyShould(true);

  @ArchTest
  static final ArchRule OWN_CLOCK =
      noClasses()
          .that(ours())
          .and()
          .haveSimpleNameNotEndingWith("Configuration")
          .and()
          .resideOutsideOfPackage("boxoffice.parts..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule NO_MOCKS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.mockito..", "org.easymock..", "lombok..", "io.mockk..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("boxoffice.(*.*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest static final ArchRule USERS_SQL = ownSchema("boxoffice.user..", "boxoffice.db.users..");

  @ArchTest
  static final ArchRule INVENTORY_SQL =
      ownSchema("boxoffice.inventory..", "boxoffice.db.inventory..");

  @ArchTest
  static final ArchRule ORDERS_SQL = ownSchema("boxoffice.order..", "boxoffice.db.orders..");

  @ArchTest
  static final ArchRule NO_SQL_ELSEWHERE =
      noClasses()
          .that()
          .resideInAnyPackage("boxoffice.edge..", "boxoffice.guard..", "boxoffice.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jooq..", "java.sql..", "javax.sql..", "boxoffice.db..")
          .allowEmptyShould(true);

  /// What every peer agrees on depends on no framework and knows no domain noun.
  @ArchTest
  static final ArchRule WIRE_BANS =
      noClasses()
          .that()
          .resideInAPackage("boxoffice.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "redis.clients..",
              "boxoffice.user..",
              "boxoffice.inventory..",
              "boxoffice.order..",
              "boxoffice.edge..",
              "boxoffice.guard..")
          .allowEmptyShould(true);

  /// Signing keys, its own token and the denylist are what a guard asks user-grpc for; no other
  /// noun of the domain is its business.
  @ArchTest
  static final ArchRule GUARD_BANS =
      noClasses()
          .that()
          .resideInAPackage("boxoffice.guard..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("boxoffice.inventory..", "boxoffice.order..", "boxoffice.edge..")
          .allowEmptyShould(true);

  private HouseRules() {}

  @ArchTest
  static void capsTheSharedPackages(JavaClasses classes) {
    atMost(WIRE_CAP, topLevel(classes, name -> name.equals("boxoffice.wire")));
    atMost(GUARD_CAP, topLevel(classes, name -> name.equals("boxoffice.guard")));
  }

  @ArchTest
  static void keepsMostClassesOfAServicePackagePrivate(JavaClasses classes) {
    for (var service :
        List.of("boxoffice.user", "boxoffice.inventory", "boxoffice.order", "boxoffice.edge")) {
      var all = topLevel(classes, name -> name.equals(service) || name.startsWith(service + "."));
      var hidden = all.stream().filter(type -> !type.getModifiers().contains(PUBLIC)).count();
      if (hidden < PACKAGE_PRIVATE_SHARE * all.size()) {
        throw new AssertionError(
            "of "
                + all.size()
                + " classes of "
                + service
                + " only "
                + hidden
                + " are package-private");
      }
    }
  }

  private static void atMost(int cap, List<JavaClass> classes) {
    if (classes.size() > cap) {
      throw new AssertionError(
          classes.size()
              + " classes, the cap is "
              + cap
              + ": "
              + classes.stream().map(JavaClass::getSimpleName).collect(Collectors.joining(", ")));
    }
  }

  private static List<JavaClass> topLevel(JavaClasses classes, Predicate<String> packageName) {
    return classes.stream()
        .filter(type -> packageName.test(type.getPackageName()))
        .filter(type -> !type.getPackageName().endsWith(".v1"))
        .filter(JavaClass::isTopLevelClass)
        .filter(type -> !type.getSimpleName().equals("package-info"))
        .toList();
  }

  private static ArchRule ownSchema(String service, String schema) {
    return noClasses()
        .that()
        .resideInAPackage(service)
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAnyPackage(GENERATED_SQL)
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(schema))))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> ours() {
    return JavaClass.Predicates.resideOutsideOfPackage(GENERATED_CONTRACT)
        .and(JavaClass.Predicates.resideOutsideOfPackages(GENERATED_SQL))
        .and(
            DescribedPredicate.describe(
                "ours", type -> !type.getFullName().equals("boxoffice.db.DefaultCatalog")));
  }

  private static ArchCondition<JavaClass> beInNullMarkedPackage() {
    return new ArchCondition<>("be in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
        }
      }
    };
  }
}
