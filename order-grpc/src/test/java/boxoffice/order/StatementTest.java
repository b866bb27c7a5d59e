package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.money.v1.Money;
import boxoffice.order.v1.GetPartnerStatementRequest;
import boxoffice.order.v1.GetPartnerStatementResponse;
import boxoffice.order.v1.MoneyDay;
import boxoffice.order.v1.Statement;
import boxoffice.order.v1.StatementEntry;
import boxoffice.order.v1.StatementEntryKind;
import boxoffice.order.v1.StatementLine;
import boxoffice.order.v1.StatementServiceGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Statements of partners are what their orders came to, and so are the money reports.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class StatementTest {
  private static final long PRICE = SmallHouse.PRICE_MINOR;
  private static final long FEE = 333;

  private final Shop shop = new Shop("--boxoffice.order.cancel.fee-minor=" + FEE);
  private final SmallHouse house = shop.house;
  private final Person admin = shop.user.person("buyer", "admin");

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void addsUpToItsEntriesS4() {
    var agency = Agency.of(shop);
    var other = Agency.of(shop);
    var first = house.newPerformance();
    var second = house.newPerformance();
    var both = agency.place(Agency.order(agency.hold(first, 2), agency.hold(second, 1))).getOrder();
    var alone = agency.place(Agency.order(agency.hold(first, 1))).getOrder();
    var _ = other.place(Agency.order(other.hold(first, 1))).getOrder();
    var _ = agency.buying().cancel(both);

    var statement = agency.statement(0, "").getStatement();

    var credited = 3 * PRICE - FEE;
    assertThat(statement.getMonth()).isEqualTo(Agency.thisMonth());
    assertThat(statement.getLinesList())
        .containsExactly(
            StatementLine.newBuilder()
                .setOrders(2)
                .setCancellations(1)
                .setCharged(euro(4 * PRICE))
                .setCredited(euro(credited))
                .setBalance(euro(PRICE + FEE))
                .build());
    assertThat(statement.getEntriesList())
        .extracting(entry -> entry.getKind() + " " + entry.getAmount().getAmountMinor())
        .containsExactlyInAnyOrder(
            "STATEMENT_ENTRY_KIND_CHARGED " + 2 * PRICE,
            "STATEMENT_ENTRY_KIND_CHARGED " + PRICE,
            "STATEMENT_ENTRY_KIND_CHARGED " + PRICE,
            "STATEMENT_ENTRY_KIND_CREDITED " + credited / 3 * 2,
            "STATEMENT_ENTRY_KIND_CREDITED " + credited / 3);
    assertThat(sum(statement.getEntriesList()))
        .isEqualTo(statement.getLines(0).getBalance().getAmountMinor());
    assertThat(statement.getEntriesList())
        .filteredOn(entry -> entry.getOrderId().equals(alone.getOrderId()))
        .singleElement()
        .returns(alone.getOrderCode(), StatementEntry::getOrderCode)
        .returns(first, StatementEntry::getPerformanceId);
    assertThat(pages(agency)).isEqualTo(statement.getEntriesList());
    assertThat(ofPartner(admin, agency.clientId(), Agency.thisMonth()).getStatement())
        .isEqualTo(statement);
    assertThat(shop.moneyReport(second))
        .singleElement()
        .returns(1, MoneyDay::getOrders)
        .returns(0L, day -> day.getSold().getAmountMinor())
        .returns(PRICE - credited / 3, day -> day.getOnAccount().getAmountMinor());
    assertThat(shop.moneyReport(first))
        .singleElement()
        .returns(3, MoneyDay::getOrders)
        .returns(0L, day -> day.getRefunded().getAmountMinor())
        .returns(4 * PRICE - credited / 3 * 2, day -> day.getOnAccount().getAmountMinor());
  }

  private static List<StatementEntry> pages(Agency agency) {
    var found = new ArrayList<StatementEntry>();
    var token = "";
    do {
      var page = agency.statement(2, token);
      assertThat(page.getStatement().getEntriesCount()).isLessThanOrEqualTo(2);
      assertThat(page.getStatement().getLinesCount()).isEqualTo(1);
      found.addAll(page.getStatement().getEntriesList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return found;
  }

  /// Charged in one month and credited in the next: the first one stays as it was.
  @Test
  void creditsInTheMonthOfTheCancellation() {
    var agency = Agency.of(shop);
    var sold = agency.place(Agency.order(agency.hold(1))).getOrder();
    var _ =
        Audit.askAs(
            MigratedPostgres.owner(),
            MigratedPostgres.ownerPassword(),
            "update orders.account_entry set at = at - interval '1 month' where order_id = ?::uuid"
                + " returning 1",
            sold.getOrderId());
    var before = YearMonth.parse(Agency.thisMonth()).minusMonths(1).toString();
    var closed = ofPartner(admin, agency.clientId(), before).getStatement();

    var _ = agency.buying().cancel(sold);

    assertThat(closed.getLines(0).getBalance()).isEqualTo(euro(PRICE));
    assertThat(ofPartner(admin, agency.clientId(), before).getStatement()).isEqualTo(closed);
    assertThat(agency.statement(0, "").getStatement().getLines(0))
        .returns(0, StatementLine::getOrders)
        .returns(1, StatementLine::getCancellations)
        .returns(euro(FEE - PRICE), StatementLine::getBalance);
  }

  @Test
  void showsAPartnerItsOwnAndAnAdminAll() {
    var agency = Agency.of(shop);
    var sold = agency.place(Agency.order(agency.hold(1)));
    var buyer = shop.user.person("buyer");

    assertThat(sold.hasOrder()).isTrue();
    assertThat(Agency.of(shop).statement(0, "").getStatement())
        .isEqualTo(Statement.newBuilder().setMonth(Agency.thisMonth()).build());
    for (var stranger : List.of(buyer, house.organiser(), agency.client())) {
      var refused =
          catchThrowableOfType(
              StatusRuntimeException.class,
              () -> ofPartner(stranger, agency.clientId(), Agency.thisMonth()));
      assertThat(ErrorStatus.reason(refused)).contains(ErrorReason.FORBIDDEN);
    }
    var later =
        catchThrowableOfType(StatusRuntimeException.class, () -> agency.statement(0, "nonsense"));
    assertThat(ErrorStatus.reason(later)).contains(ErrorReason.VALIDATION_FAILED);
  }

  private GetPartnerStatementResponse ofPartner(Person reader, String clientId, String month) {
    return StatementServiceGrpc.newBlockingStub(shop.order.channel())
        .withCallCredentials(new BearerToken(reader::accessToken))
        .getPartnerStatement(
            GetPartnerStatementRequest.newBuilder().setClientId(clientId).setMonth(month).build());
  }

  private static long sum(List<StatementEntry> entries) {
    return entries.stream()
        .mapToLong(entry ->
            entry.getKind() == StatementEntryKind.STATEMENT_ENTRY_KIND_CHARGED
                ? entry.getAmount().getAmountMinor()
                : -entry.getAmount().getAmountMinor())
        .sum();
  }

  private static Money euro(long amountMinor) {
    return Money.newBuilder().setAmountMinor(amountMinor).setCurrency("EUR").build();
  }
}
