package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.inventory.v1.Charges;
import boxoffice.inventory.v1.CreateTicketTypeRequest;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.ProductChoice;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.inventory.v1.TicketTypeServiceGrpc;
import boxoffice.money.v1.Money;
import boxoffice.order.v1.Attendee;
import boxoffice.order.v1.AttendeeServiceGrpc;
import boxoffice.order.v1.CollectOrderRequest;
import boxoffice.order.v1.CollectOrderResponse;
import boxoffice.order.v1.Fulfilment;
import boxoffice.order.v1.GetMoneyReportRequest;
import boxoffice.order.v1.GetReceiptRequest;
import boxoffice.order.v1.ListAttendeesRequest;
import boxoffice.order.v1.ListOrdersRequest;
import boxoffice.order.v1.ListSalesRequest;
import boxoffice.order.v1.MoneyDay;
import boxoffice.order.v1.MoneyReportServiceGrpc;
import boxoffice.order.v1.NotCollectableReason;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PaymentState;
import boxoffice.order.v1.PlaceComplimentaryOrderRequest;
import boxoffice.order.v1.PlaceOrderRequest;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.order.v1.Receipt;
import boxoffice.order.v1.ReceiptServiceGrpc;
import boxoffice.order.v1.SaleServiceGrpc;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.PageToken;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// What orders say and cost, and what organisers do with them.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class SalesTest {
  private static final Charges CONTAINED =
      Charges.newBuilder().setBookingFeeMinor(150).setTaxBasisPoints(1900).build();
  private static final Charges ON_TOP =
      Charges.newBuilder().setTaxBasisPoints(700).setTaxOnTop(true).build();

  private final Shop shop = new Shop();
  private final RunningUserGrpc user = shop.user;
  private final SmallHouse house = shop.house;
  private final PaymentProvider provider = shop.provider;
  private String member = "";

  @BeforeAll
  void warmUp() {
    var buyer = user.person("buyer");
    assertThat(by(buyer).place(house.hold(buyer, 1), Buying.VISA).hasOrder()).isTrue();
    member =
        TicketTypeServiceGrpc.newBlockingStub(house.channel())
            .withCallCredentials(new BearerToken(house.organiser()::accessToken))
            .createTicketType(
                CreateTicketTypeRequest.newBuilder()
                    .setRequestId(newId())
                    .setPerformanceId(house.performanceId())
                    .setCategory("Stalls")
                    .setDisplayName("Member")
                    .setPrice(euros(4_000))
                    .setCharges(CONTAINED)
                    .build())
            .getTicketType()
            .getTicketTypeId();
  }

  @AfterAll
  void stop() {
    shop.close();
  }

  /// One seat at 40.00 and 1.50 with 19 % contained, three programmes at 8.00 with 7 % on top.
  private Hold mixed(Person buyer) {
    var sku = house.newProduct(5, ON_TOP);
    return house.hold(
        buyer,
        PlaceHoldRequest.newBuilder()
            .addSeats(SeatChoice.newBuilder(house.next(1).getFirst()).setTicketTypeId(member))
            .addProducts(ProductChoice.newBuilder().setSku(sku).setQuantity(3)));
  }

  @Test
  void costsWhatItsLinesComeToS7() {
    var buyer = user.person("buyer");
    var hold = mixed(buyer);

    var bought = by(buyer).place(hold, Buying.VISA).getOrder();

    var items = bought.getItemsList();
    assertThat(hold.getTotal()).isEqualTo(euros(4_150 + 2_568));
    assertThat(bought.getTotal()).isEqualTo(hold.getTotal());
    assertThat(bought.getFees()).isEqualTo(euros(150));
    assertThat(bought.getTax()).isEqualTo(euros(663 + 168));
    assertThat(items.getFirst().getPrice()).isEqualTo(euros(4_000));
    assertThat(items.getFirst().getBookingFee()).isEqualTo(euros(150));
    assertThat(items.getFirst().getTax()).isEqualTo(euros(663));
    assertThat(items.getFirst().getTaxBasisPoints()).isEqualTo(1900);
    assertThat(items.getFirst().getTotal()).isEqualTo(euros(4_150));
    assertThat(items.getFirst().getTicketType()).isEqualTo("Member");
    assertThat(items.getLast().getTaxOnTop()).isTrue();
    assertThat(items.getLast().getTotal()).isEqualTo(euros(2_568));
    assertThat(charged(bought)).containsExactly(4_150L + 2_568);
    assertThat(by(buyer).order(bought.getOrderId())).isEqualTo(bought);
    assertThat(bought.getOrderCode()).matches("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}");
    var receipt = receipt(buyer, bought);
    assertThat(receipt.getOrderCode()).isEqualTo(bought.getOrderCode());
    assertThat(receipt.getTotal()).isEqualTo(bought.getTotal());
    assertThat(receipt.getTaxesList())
        .extracting(tax -> tax.getTaxBasisPoints() + " " + tax.getNet().getAmountMinor())
        .containsExactly("700 2400", "1900 3487");
    notFound(() -> receipt(user.person("buyer"), bought));
  }

  @Test
  void refusesAnotherTotalThanExpectedZ8() {
    var buyer = user.person("buyer");
    var hold = house.hold(buyer, 1);
    var request = UUID.randomUUID();

    var less = place(buyer, request, hold, euros(SmallHouse.PRICE_MINOR - 1));
    var dollars =
        place(buyer, request, hold, hold.getTotal().toBuilder().setCurrency("USD").build());

    assertThat(less.getPriceChanged().getTotal()).isEqualTo(hold.getTotal());
    assertThat(dollars.getPriceChanged().getTotal()).isEqualTo(hold.getTotal());
    assertThat(by(buyer).orders().listOrders(ListOrdersRequest.getDefaultInstance()))
        .extracting(page -> page.getOrdersCount())
        .isEqualTo(0);
    var right = place(buyer, request, hold, hold.getTotal());
    assertThat(right.getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(place(buyer, request, hold, hold.getTotal())).isEqualTo(right);
    refuses(ErrorReason.IDEMPOTENCY_KEY_REUSED, () -> place(buyer, request, hold, euros(1)));
  }

  @Test
  void numbersReceiptsWithoutAGap() throws Exception {
    var before = receipt(bought());
    var buyers = IntStream.range(0, 6).mapToObj(_ -> user.person("buyer")).toList();
    var holds = buyers.stream().map(buyer -> house.hold(buyer, 1)).toList();
    var numbers = new ArrayList<Long>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var orders = new ArrayList<Future<Receipt>>();
      for (var i = 0; i < buyers.size(); i++) {
        var buyer = buyers.get(i);
        var hold = holds.get(i);
        orders.add(
            threads.submit(() -> receipt(buyer, by(buyer).place(hold, Buying.VISA).getOrder())));
      }
      for (var one : orders) {
        numbers.add(one.get().getNumber());
      }
    }

    assertThat(numbers)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 6).mapToObj(i -> before + i).toList());
  }

  private Bought bought() {
    var buyer = user.person("buyer");
    return new Bought(buyer, by(buyer).place(house.hold(buyer, 1), Buying.VISA).getOrder());
  }

  private record Bought(Person buyer, Order order) {}

  private long receipt(Bought bought) {
    return receipt(bought.buyer(), bought.order()).getNumber();
  }

  @Test
  void givesAwayWhatAnOrganiserHolds() {
    var organiser = house.organiser();
    var hold = house.hold(organiser, 2);
    var request =
        PlaceComplimentaryOrderRequest.newBuilder()
            .setRequestId(newId())
            .setHoldName(hold.getName())
            .setReason("Press");

    var given = sales(organiser).placeComplimentaryOrder(request.build()).getOrder();

    assertThat(given.getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(given.getPaymentState()).isEqualTo(PaymentState.PAYMENT_STATE_NONE);
    assertThat(given.getTotal()).isEqualTo(euros(0));
    assertThat(given.getComplimentary()).isTrue();
    assertThat(by(organiser).tickets(given)).hasSize(2);
    assertThat(charged(given)).isEmpty();
    assertThat(sales(organiser).placeComplimentaryOrder(request.build()).getOrder())
        .isEqualTo(given);
    refuses(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () -> sales(organiser).placeComplimentaryOrder(request.setReason("Friends").build()));
    notFound(() -> receipt(organiser, given));
    assertThat(acts(given)).containsExactly("GIVEN_AWAY " + organiser.accountId() + " Press");
  }

  @Test
  void letsNobodyElseGiveAway() {
    var stranger = user.organiser();
    var hold = house.hold(stranger, 1);
    var request =
        PlaceComplimentaryOrderRequest.newBuilder()
            .setRequestId(newId())
            .setHoldName(hold.getName())
            .setReason("Friends")
            .build();

    notFound(() -> sales(stranger).placeComplimentaryOrder(request));
    refuses(
        ErrorReason.FORBIDDEN, () -> sales(user.person("buyer")).placeComplimentaryOrder(request));
    assertThat(by(stranger).place(hold, Buying.VISA).hasOrder()).isTrue();
  }

  @Test
  void handsOutProductsOnce() throws Exception {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(mixed(buyer), Buying.VISA).getOrder();
    var written = bought.getOrderCode().toLowerCase(Locale.ROOT).replace("-", " ");
    var answers = new ArrayList<CollectOrderResponse>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var both =
          List.of(
              threads.submit(() -> collect(house.organiser(), newId(), written)),
              threads.submit(() -> collect(house.organiser(), newId(), written)));
      for (var one : both) {
        answers.add(one.get());
      }
    }

    assertThat(answers).filteredOn(CollectOrderResponse::hasOrder).hasSize(1);
    assertThat(answers)
        .filteredOn(CollectOrderResponse::hasNotCollectable)
        .extracting(answer -> answer.getNotCollectable().getReason())
        .containsExactly(NotCollectableReason.NOT_COLLECTABLE_REASON_COLLECTED);
    var after = by(buyer).order(bought.getOrderId());
    assertThat(after.getFulfilment()).isEqualTo(Fulfilment.FULFILMENT_COLLECTED);
    assertThat(after.hasCollectTime()).isTrue();
    assertThat(acts(bought)).hasSize(1);
  }

  @Test
  void handsOutNothingThatIsNotThere() {
    var buyer = user.person("buyer");
    var seats = by(buyer).place(house.hold(buyer, 1), Buying.VISA).getOrder();
    var unpaid = by(buyer).place(mixed(buyer), Buying.DECLINED).getPaymentDeclined().getOrder();
    var paid = by(buyer).place(mixed(buyer), Buying.VISA).getOrder();
    var organiser = house.organiser();
    var request = newId();

    assertThat(collect(organiser, newId(), seats.getOrderCode()).getNotCollectable().getReason())
        .isEqualTo(NotCollectableReason.NOT_COLLECTABLE_REASON_NO_PRODUCTS);
    assertThat(collect(organiser, newId(), unpaid.getOrderCode()).getNotCollectable().getReason())
        .isEqualTo(NotCollectableReason.NOT_COLLECTABLE_REASON_NOT_CONFIRMED);
    notFound(() -> collect(organiser, newId(), "00000-00000"));
    notFound(() -> collect(user.organiser(), newId(), paid.getOrderCode()));
    var done = collect(organiser, request, paid.getOrderCode());
    assertThat(collect(organiser, request, paid.getOrderCode())).isEqualTo(done);
    refuses(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () -> collect(organiser, request, seats.getOrderCode()));
  }

  @Test
  void listsAPerformancesOrdersForItsOrganiser() {
    var buyer = user.person("buyer");
    var unpaid =
        by(buyer).place(house.hold(buyer, 1), Buying.DECLINED).getPaymentDeclined().getOrder();
    var paid = by(buyer).place(house.hold(buyer, 1), Buying.VISA).getOrder();
    var request =
        ListSalesRequest.newBuilder().setPerformanceId(house.performanceId()).setPageSize(1);

    var first = sales(house.organiser()).listSales(request.build());
    var second =
        sales(house.organiser())
            .listSales(request.clone().setPageToken(first.getNextPageToken()).build());
    var pending =
        sales(house.organiser())
            .listSales(request.clone().setState(OrderState.ORDER_STATE_PENDING).build());

    assertThat(first.getOrdersList()).containsExactly(paid);
    assertThat(second.getOrdersList())
        .extracting(Order::getOrderId)
        .containsExactly(unpaid.getOrderId());
    assertThat(pending.getOrdersList())
        .extracting(Order::getOrderId)
        .containsExactly(unpaid.getOrderId());
    notFound(() -> sales(user.organiser()).listSales(request.build()));
    refuses(ErrorReason.FORBIDDEN, () -> sales(buyer).listSales(request.build()));
    var noTime =
        new PageToken(List.of(Instant.MAX.toString(), buyer.accountId().toString())).encode();
    for (var token : List.of("x", noTime)) {
      refuses(
          ErrorReason.VALIDATION_FAILED,
          () -> sales(house.organiser()).listSales(request.setPageToken(token).build()));
    }
  }

  @Test
  void listsWhoMayCome() {
    var buyer = user.person("buyer");
    var bought = by(buyer).place(house.hold(buyer, 3), Buying.VISA).getOrder();
    var found = new ArrayList<Attendee>();
    var token = "";
    do {
      var page =
          AttendeeServiceGrpc.newBlockingStub(shop.order.channel())
              .withCallCredentials(new BearerToken(house.organiser()::accessToken))
              .listAttendees(
                  ListAttendeesRequest.newBuilder()
                      .setPerformanceId(house.performanceId())
                      .setPageSize(2)
                      .setPageToken(token)
                      .build());
      found.addAll(page.getAttendeesList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(found).extracting(Attendee::getTicketId).doesNotHaveDuplicates();
    assertThat(found)
        .filteredOn(attendee -> attendee.getOrderCode().equals(bought.getOrderCode()))
        .hasSize(3)
        .allSatisfy(attendee -> assertThat(attendee.getCategory()).isEqualTo("Stalls"))
        .allSatisfy(
            attendee -> assertThat(attendee.getBuyerId()).isEqualTo(buyer.accountId().toString()));
    assertThat(found).hasSize(Audit.ask("select 1 from audit.ticket").size());
    notFound(() ->
        AttendeeServiceGrpc.newBlockingStub(shop.order.channel())
            .withCallCredentials(new BearerToken(user.organiser()::accessToken))
            .listAttendees(
                ListAttendeesRequest.newBuilder().setPerformanceId(house.performanceId()).build()));
  }

  @Test
  void addsUpWhatTheProviderHas() {
    var buyer = user.person("buyer");
    var unpaid = by(buyer).place(house.hold(buyer, 1), Buying.DECLINED);
    var bought = by(buyer).place(mixed(buyer), Buying.VISA).getOrder();

    var days =
        MoneyReportServiceGrpc.newBlockingStub(shop.order.channel())
            .withCallCredentials(new BearerToken(house.organiser()::accessToken))
            .getMoneyReport(
                GetMoneyReportRequest.newBuilder().setPerformanceId(house.performanceId()).build())
            .getDaysList();

    assertThat(unpaid.hasPaymentDeclined()).isTrue();
    assertThat(sum(days, day -> day.getSold().getAmountMinor()))
        .isEqualTo(ledger(LedgerEntry.Type.CHARGE).mapToLong(LedgerEntry::amount).sum());
    assertThat(sum(days, MoneyDay::getOrders)).isEqualTo(ledger(LedgerEntry.Type.CHARGE).count());
    assertThat(sum(days, day -> day.getTax().getAmountMinor()))
        .isGreaterThanOrEqualTo(bought.getTax().getAmountMinor());
    assertThat(sum(days, day -> day.getRefunded().getAmountMinor())).isZero();
    assertThat(days).allSatisfy(day -> assertThat(day.getDay()).matches("20\\d\\d-\\d\\d-\\d\\d"));
  }

  private static long sum(List<MoneyDay> days, ToLongFunction<MoneyDay> amount) {
    return days.stream().mapToLong(amount).sum();
  }

  private Buying by(Person buyer) {
    return shop.by(buyer);
  }

  private PlaceOrderResponse place(Person buyer, UUID request, Hold hold, Money expected) {
    return by(buyer)
        .orders()
        .placeOrder(
            PlaceOrderRequest.newBuilder()
                .setRequestId(request.toString())
                .setHoldName(hold.getName())
                .setPaymentMethod(Buying.VISA)
                .setExpectedTotal(expected)
                .build());
  }

  private SaleServiceGrpc.SaleServiceBlockingStub sales(Person person) {
    return SaleServiceGrpc.newBlockingStub(shop.order.channel())
        .withCallCredentials(new BearerToken(person::accessToken));
  }

  private CollectOrderResponse collect(Person staff, String request, String code) {
    return sales(staff)
        .collectOrder(
            CollectOrderRequest.newBuilder()
                .setRequestId(request)
                .setPerformanceId(house.performanceId())
                .setOrderCode(code)
                .build());
  }

  private Receipt receipt(Person buyer, Order bought) {
    return ReceiptServiceGrpc.newBlockingStub(shop.order.channel())
        .withCallCredentials(new BearerToken(buyer::accessToken))
        .getReceipt(GetReceiptRequest.newBuilder().setOrderId(bought.getOrderId()).build())
        .getReceipt();
  }

  private Stream<LedgerEntry> ledger(LedgerEntry.Type type) {
    return provider.ledger().stream().filter(entry -> entry.type() == type);
  }

  private List<Long> charged(Order bought) {
    return ledger(LedgerEntry.Type.CHARGE)
        .filter(entry -> bought.getOrderId().equals(entry.order()))
        .map(LedgerEntry::amount)
        .toList();
  }

  private static List<String> acts(Order bought) {
    return Audit.saleActs(bought.getOrderId());
  }

  private static Money euros(long minor) {
    return Money.newBuilder().setAmountMinor(minor).setCurrency("EUR").build();
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private static void notFound(ThrowingCallable call) {
    refuses(ErrorReason.NOT_FOUND, call);
  }

  private static void refuses(ErrorReason reason, ThrowingCallable call) {
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(call)
        .satisfies(failure -> assertThat(ErrorStatus.reason(failure)).contains(reason));
  }
}
