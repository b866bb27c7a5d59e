package boxoffice.load.check;

import static boxoffice.db.orders.Tables.ACCOUNT_ENTRY;
import static boxoffice.load.check.Scene.HALL;
import static boxoffice.load.check.Scene.PRICE;
import static boxoffice.load.check.Scene.SALE;
import static boxoffice.load.check.Scene.seats;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.load.check.Facts.Hall;
import boxoffice.load.check.Finding.Verdict;
import boxoffice.load.history.History;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The whole checker, and the watch, on an order that a partner settles by statement: sound, and
/// with each fault that its account can have.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccountKeptTest {
  private static final UUID PARTNER = Scene.id(0x9A);

  /// More seats than a buyer may have.
  private static final List<UUID> SEATS = seats(0, 1, 2, 3, 4);

  private static final long TOTAL = 5 * PRICE;

  private final RealStores stores = new RealStores();
  private final UUID order = Scene.id(0x0DE2);
  @TempDir private Path folder;

  @AfterAll
  void stop() {
    stores.close();
  }

  @BeforeEach
  void sell() {
    stores.clear();
    stores.soldOnAccount(HALL, PARTNER, order, SEATS, PRICE);
    stores.hall.set(new Hall(10, 5, 5));
  }

  private List<Finding> violated() {
    var history = folder.resolve("history.jsonl");
    try (var file = History.create(history)) {
      new Scene().events.forEach(file::write);
    }
    return new Checker(stores.target(), history, SALE)
        .check().stream().filter(finding -> finding.verdict() == Verdict.VIOLATED).toList();
  }

  private Map<String, List<String>> watched() {
    var postgres = Objects.requireNonNull(stores.target().postgres());
    try (var snapshots = new Snapshots(postgres, Duration.ofSeconds(3))) {
      return snapshots.read(sql -> new AtAllTimes(sql, SALE).violations());
    }
  }

  private void chargeAgain(long amount) {
    stores.charge(UUID.randomUUID(), order, HALL, PARTNER, amount).execute();
  }

  @Test
  void isNotAccusedOfAnything() {
    assertThat(violated()).isEmpty();
    assertThat(watched().values()).allMatch(List::isEmpty);
  }

  @Test
  void isFoundWhereItsAccountDoesNotHaveIt() {
    stores.sql.truncate(ACCOUNT_ENTRY).execute();

    var findings = violated();
    assertThat(findings).extracting(Finding::code).contains("S4", "S6", "S14");
    assertThat(findings.getFirst().examples().getFirst())
        .contains("was paid 0, its valid tickets are worth " + TOTAL, order.toString());
    assertThat(watched().get("S6")).hasSize(SEATS.size());
  }

  @Test
  void isFoundWhereItsAccountHasAnotherSum() {
    stores.sql.update(ACCOUNT_ENTRY).set(ACCOUNT_ENTRY.AMOUNT_MINOR, TOTAL - 1).execute();

    assertThat(violated()).extracting(Finding::code).containsExactly("S4");
    assertThat(violated().getFirst().examples().getFirst())
        .contains("has 4999 charged to its account, its total is 5000");
    assertThat(watched().values()).allMatch(List::isEmpty); // too little is seen at the end
  }

  @Test
  void isFoundWhereItsAccountHasItTwice() {
    chargeAgain(TOTAL);

    assertThat(violated()).extracting(Finding::code).containsExactly("S4");
    assertThat(violated().getFirst().examples().getFirst())
        .contains("has 10000 charged", "is charged 2 times for performance " + HALL);
    assertThat(watched().get("S4"))
        .containsExactly("order " + order + " is on account with 10000, its total is 5000");
  }

  @Test
  void isFoundWhereItIsTwiceAndNothingIsAddedByIt() {
    chargeAgain(0);

    assertThat(violated()).extracting(Finding::code).containsExactly("S4");
  }

  @Test
  void isFoundWhereItWasPaidForBesides() {
    new Sabotage(stores.target()).charge(order, TOTAL, "EUR", stores.provider.secretKey());

    assertThat(violated()).extracting(Finding::code).containsExactly("S4");
    assertThat(violated().getFirst().examples().getFirst())
        .contains("was paid 5000, though it is on an account");
  }
}
