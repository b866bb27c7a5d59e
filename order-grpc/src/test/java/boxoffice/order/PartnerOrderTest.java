package boxoffice.order;

import static boxoffice.order.Agency.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.money.v1.Money;
import boxoffice.order.v1.CancelSaleRequest;
import boxoffice.order.v1.Fulfilment;
import boxoffice.order.v1.ListOrdersRequest;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PaymentState;
import boxoffice.order.v1.PlaceOrderRequest;
import boxoffice.order.v1.SaleServiceGrpc;
import boxoffice.order.v1.Ticket;
import boxoffice.order.v1.TicketState;
import boxoffice.parts.inbox.Mail;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Orders of partners, which settle by statement.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class PartnerOrderTest {
  private static final long PRICE = SmallHouse.PRICE_MINOR;
  private static final long FEE = 250;

  private final Shop shop = new Shop("--boxoffice.order.cancel.fee-minor=" + FEE);
  private final Agency agency = Agency.of(shop);
  private final Agency other = Agency.of(shop);
  private final Person buyer = shop.user.person("buyer");

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void sellsOnAccountToWhomThePartnerNames() throws Exception {
    var hold = agency.hold(2);
    var request = order(hold);

    var sold = agency.place(request).getOrder();

    assertThat(sold.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(sold.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_ON_ACCOUNT);
    assertThat(sold.getFulfilment()).isEqualTo(Fulfilment.FULFILMENT_ISSUED);
    assertThat(sold.getHolder()).isEqualTo(request.getHolder());
    assertThat(sold.getTotal().getAmountMinor()).isEqualTo(2 * PRICE);
    assertThat(agency.buying().order(sold.getOrderId())).isEqualTo(sold);
    assertThat(agency.buying().orders().listOrders(ListOrdersRequest.getDefaultInstance()))
        .satisfies(page -> assertThat(page.getOrdersList()).contains(sold));
    assertThat(agency.buying().tickets(sold))
        .extracting(Ticket::getSeatId)
        .containsExactlyElementsOf(hold.getSeatsList().stream().map(s -> s.getSeatId()).toList());
    Eventually.is(
        "booked", () -> Audit.seatStates(sold.getOrderId()).equals(List.of("BOOKED", "BOOKED")));
    assertThat(Audit.transitions(sold.getOrderId()))
        .containsExactly(">PENDING", "PENDING>CONFIRMED");
    assertThat(Audit.payments(sold.getOrderId())).isEmpty();
    assertThat(shop.provider.ledger()).noneMatch(entry -> sold.getOrderId().equals(entry.order()));
    assertThat(account(sold)).containsExactly("CHARGED " + 2 * PRICE);
    var mail = mailTo(sold);
    assertThat(mail.text())
        .contains("Hello Ada & Bob", sold.getOrderCode(), "row ")
        .doesNotContain("EUR", "/orders/");
    assertThat(mail.html()).contains("Hello Ada &amp; Bob");
  }

  @Test
  void findsTheSameOrderAgainAndRefusesAnotherBody() {
    var request = order(agency.hold(1));

    var sold = agency.place(request).getOrder();

    assertThat(agency.place(request).getOrder().getOrderId()).isEqualTo(sold.getOrderId());
    var renamed = request.clone().setHolder(request.getHolder().toBuilder().setName("Eve"));
    assertThat(reason(() -> agency.place(renamed))).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(account(sold)).containsExactly("CHARGED " + PRICE);
  }

  @Test
  void keepsOneCallersThingsFromAllOthers() {
    var hold = agency.hold(1);
    assertThat(reason(() -> other.place(order(hold)))).isEqualTo("NOT_FOUND");
    assertThat(reason(() -> shop.by(buyer).place(hold, Buying.VISA))).isEqualTo("NOT_FOUND");
    var buyers = shop.house.hold(buyer, 1);
    assertThat(reason(() -> agency.place(order(buyers)))).isEqualTo("NOT_FOUND");

    var sold = agency.place(order(hold)).getOrder();

    for (var stranger : List.of(other.buying(), shop.by(buyer))) {
      assertThat(reason(() -> stranger.order(sold.getOrderId()))).isEqualTo("NOT_FOUND");
      assertThat(reason(() -> stranger.tickets(sold))).isEqualTo("NOT_FOUND");
      assertThat(reason(() -> stranger.cancel(sold))).isEqualTo("NOT_FOUND");
      assertThat(stranger.orders().listOrders(ListOrdersRequest.getDefaultInstance()))
          .satisfies(page -> assertThat(page.getOrdersList()).doesNotContain(sold));
    }
    var bought = shop.by(buyer).place(buyers, Buying.VISA).getOrder();
    assertThat(reason(() -> agency.buying().order(bought.getOrderId()))).isEqualTo("NOT_FOUND");
  }

  @Test
  void asksAPartnerForAHolderAndAPersonForAPayment() {
    var sellers = agency.hold(1);
    var buyers = shop.house.hold(buyer, 1);
    var orders = shop.by(buyer).orders();
    var persons = order(buyers).clearHolder().setPaymentMethod(Buying.VISA);

    assertThat(wrongField(() -> agency.place(order(sellers).clearHolder()))).isEqualTo("holder");
    assertThat(wrongField(() -> agency.place(order(sellers).setPaymentMethod(Buying.VISA))))
        .isEqualTo("payment_method");
    assertThat(wrongField(() -> agency.place(misnamed(order(sellers), "no address"))))
        .contains("email");
    assertThat(wrongField(() -> orders.placeOrder(persons.clone().clearPaymentMethod().build())))
        .isEqualTo("payment_method");
    var held = persons.clone().setHolder(order(buyers).getHolder()).build();
    assertThat(wrongField(() -> orders.placeOrder(held))).isEqualTo("holder");
    assertThat(agency.place(order(sellers)).hasOrder()).isTrue();
    assertThat(orders.placeOrder(persons.build()).hasOrder()).isTrue();
  }

  private static PlaceOrderRequest.Builder misnamed(
      PlaceOrderRequest.Builder order, String address) {
    return order.setHolder(order.getHolder().toBuilder().setEmail(address));
  }

  @Test
  void asksAClientForTheScopeOfOrders() {
    var holds = Agency.of(shop, new String[0]);
    var hold = holds.hold(1);

    assertThat(reason(() -> holds.place(order(hold)))).isEqualTo("FORBIDDEN");
    assertThat(reason(() -> holds.statement(0, ""))).isEqualTo("FORBIDDEN");
    assertThat(reason(() -> agency.buying().pay(UUID.randomUUID(), someOrder(), Buying.VISA)))
        .isEqualTo("FORBIDDEN");
  }

  private static Order someOrder() {
    return Order.newBuilder().setOrderId(UUID.randomUUID().toString()).build();
  }

  @Test
  void placesNothingAtAnotherPriceThanThePartnerWasShown() {
    var request = order(agency.hold(1));

    var refused = agency.place(request.clone().setExpectedTotal(euro(PRICE - 1)));

    assertThat(refused.getPriceChanged().getTotal()).isEqualTo(euro(PRICE));
    assertThat(agency.place(request.setExpectedTotal(euro(PRICE))).hasOrder()).isTrue();
  }

  /// Ten seats are a buyer's limit. A partner sells to many.
  @Test
  void countsNoSeatsAgainstALimitOfBuyers() {
    var sold =
        List.of(agency.hold(8), agency.hold(8)).stream()
            .map(hold -> agency.place(order(hold)))
            .toList();

    assertThat(sold).allMatch(answer -> answer.hasOrder());
  }

  @Test
  void creditsWhatIsCancelledAndGivesBackNothing() throws Exception {
    var sold = agency.place(order(agency.hold(3))).getOrder();
    var _ = mailTo(sold);
    shop.user.inbox().clear();

    var less = agency.buying().cancelItems(sold, 1).getOrder();
    var request = UUID.randomUUID();
    var gone = agency.buying().cancel(request, sold).getOrder();

    assertThat(less.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(gone.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(gone.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_ON_ACCOUNT);
    assertThat(gone.getCancellationFees()).isEqualTo(euro(2 * FEE));
    assertThat(gone.getRefundsList()).isEmpty();
    assertThat(agency.buying().cancel(request, sold).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(agency.buying().tickets(sold))
        .allMatch(ticket -> ticket.getState() == TicketState.TICKET_STATE_VOID);
    assertThat(account(sold))
        .containsExactly(
            "CHARGED " + 3 * PRICE, "CREDITED " + (PRICE - FEE), "CREDITED " + (2 * PRICE - FEE));
    assertThat(mailTo(sold).text()).contains("cancelled").doesNotContain("EUR", "/orders/");
    Eventually.is("free again", () -> isFree(sold));
  }

  @Test
  void creditsAllWhenTheOrganiserCancels() throws Exception {
    var sold = agency.place(order(agency.hold(2))).getOrder();
    var _ = mailTo(sold);
    shop.user.inbox().clear();

    var gone =
        SaleServiceGrpc.newBlockingStub(shop.order.channel())
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .withCallCredentials(new BearerToken(shop.house.organiser()::accessToken))
            .cancelSale(
                CancelSaleRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setPerformanceId(shop.house.performanceId())
                    .setOrderId(sold.getOrderId())
                    .setReason("the tenor is ill")
                    .build())
            .getOrder();

    assertThat(gone.getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    assertThat(account(sold)).containsExactly("CHARGED " + 2 * PRICE, "CREDITED " + 2 * PRICE);
    assertThat(mailTo(sold).text()).contains("the tenor is ill");
  }

  private Mail mailTo(Order sold) throws Exception {
    return shop.user.inbox().awaitMessageTo(sold.getHolder().getEmail(), Duration.ofSeconds(60));
  }

  private boolean isFree(Order sold) {
    var seat = SeatChoice.newBuilder().setSeatId(sold.getItems(0).getSeatId());
    return shop.house
        .tryHold(
            agency.client(),
            shop.house.performanceId(),
            PlaceHoldRequest.newBuilder().addSeats(seat))
        .hasHeld();
  }

  private static List<String> account(Order order) {
    return Audit.ask(
        "select kind || ' ' || amount from audit.account_entry where order_id = ?::uuid order by at",
        order.getOrderId());
  }

  private static Money euro(long amountMinor) {
    return Money.newBuilder().setAmountMinor(amountMinor).setCurrency("EUR").build();
  }

  private static String reason(ThrowingCallable call) {
    return ErrorStatus.reason(catchThrowableOfType(StatusRuntimeException.class, call))
        .orElseThrow()
        .name();
  }

  private static String wrongField(ThrowingCallable call) {
    var failure = catchThrowableOfType(StatusRuntimeException.class, call);
    var info = ErrorStatus.info(failure).orElseThrow();
    assertThat(info.getReason()).isEqualTo("VALIDATION_FAILED");
    return info.getMetadataOrThrow("field");
  }
}
