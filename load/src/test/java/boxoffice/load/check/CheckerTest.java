package boxoffice.load.check;

import static boxoffice.load.check.Scene.ADA;
import static boxoffice.load.check.Scene.BOB;
import static boxoffice.load.check.Scene.HALL;
import static boxoffice.load.check.Scene.PRICE;
import static boxoffice.load.check.Scene.SALE;
import static boxoffice.load.check.Scene.seats;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Facts.Hall;
import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.check.Scene.Told;
import boxoffice.load.history.Event.Phase;
import boxoffice.load.history.History;
import boxoffice.load.system.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The whole checker on a history file, the real audit views and the real provider's ledger; and
/// the two broken runs that it must catch.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CheckerTest {
  private final RealStores stores = new RealStores();
  @TempDir private Path folder;
  private Path history;
  private UUID adasOrder;
  private UUID bobsOrder;

  @AfterAll
  void stop() {
    stores.close();
  }

  /// Two purchases that went well, and nothing else.
  @BeforeEach
  void sell() {
    stores.clear();
    adasOrder = Scene.derived(ADA, "k1");
    bobsOrder = Scene.derived(BOB, "k2");
    var sabotage = new Sabotage(stores.target()); // the same call takes money honestly
    sabotage.charge(adasOrder, 2 * PRICE, "EUR", stores.provider.secretKey());
    sabotage.charge(bobsOrder, PRICE, "EUR", stores.provider.secretKey());
    stores.sold(HALL, ADA, adasOrder, seats(0, 1), PRICE);
    stores.sold(HALL, BOB, bobsOrder, seats(2), PRICE);
    stores.hall.set(new Hall(10, 7, 3));
    history = folder.resolve("history.jsonl");
    write(new Scene());
  }

  private void write(Scene scene) {
    scene.holds(ADA, "h1", 0, 1);
    scene.orders(ADA, "k1", "h1", Phase.OK, Told.ordered(adasOrder, "CONFIRMED", seats(0, 1)));
    scene.reads(ADA, adasOrder, "CONFIRMED");
    scene.holds(BOB, "h2", 2);
    scene.orders(BOB, "k2", "h2", Phase.OK, Told.ordered(bobsOrder, "CONFIRMED", seats(2)));
    scene.reads(BOB, bobsOrder, "CONFIRMED");
    try (var file = History.create(history)) {
      scene.events.forEach(file::write);
    }
  }

  private List<Finding> check() {
    return new Checker(stores.target(), history, SALE).check();
  }

  private static List<String> violated(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> finding.verdict() == Verdict.VIOLATED)
        .map(Finding::code)
        .toList();
  }

  private static Finding of(String code, List<Finding> findings) {
    return findings.stream().filter(f -> f.code().equals(code)).findFirst().orElseThrow();
  }

  @Test
  void passesARunThatWentWell() {
    var findings = check();

    assertThat(violated(findings)).as(findings.toString()).isEmpty();
    assertThat(findings)
        .filteredOn(finding -> finding.verdict() == Verdict.NOT_YET)
        .extracting(Finding::code)
        .containsExactly("S15");
    assertThat(of("S16", findings).verdict()).isEqualTo(Verdict.NOT_CHECKED); // it has no webhooks
  }

  @Test
  void catchesASecondTicketInsertedBySql() {
    var seat = new Sabotage(stores.target()).secondTicket(HALL);

    var findings = check();
    assertThat(violated(findings)).contains("S1", "S2");
    assertThat(of("S1", findings).violations()).isEqualTo(1);
    assertThat(of("S1", findings).examples().getFirst())
        .contains(seat.toString(), "2 valid tickets", "#2 ORDER", "#5 ORDER");
  }

  @Test
  void catchesAChargeInsertedInTheLedger() {
    new Sabotage(stores.target()).charge(adasOrder, 2 * PRICE, "EUR", stores.provider.secretKey());

    var findings = check();
    assertThat(violated(findings)).contains("S4", "S5").doesNotContain("S1", "S2");
    assertThat(of("S5", findings).examples().getFirst())
        .contains(adasOrder.toString(), "paid by 2 payments", "#2 ORDER");
  }

  @Test
  void saysWhatItCouldNotCheck() {
    var target = stores.target();
    var bare =
        new Target(
            target.edge(),
            null,
            null,
            null,
            null,
            Map.of(),
            Map.of(),
            null,
            null,
            List.of(),
            target.constants());

    var findings = new Checker(bare, history, SALE).check();

    var unchecked = new ArrayList<>(findings);
    unchecked.removeIf(finding -> finding.verdict() == Verdict.HOLDS);
    assertThat(unchecked).allMatch(finding -> finding.verdict() == Verdict.NOT_CHECKED);
    assertThat(of("S1", findings).examples().getFirst()).contains("no login for the audit views");
    assertThat(of("S5", findings).examples().getFirst()).contains("no provider");
  }
}
