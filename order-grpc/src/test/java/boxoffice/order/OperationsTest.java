package boxoffice.order;

import static boxoffice.inventory.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.order.v1.AuditEntry;
import boxoffice.order.v1.ListStuckOrdersRequest;
import boxoffice.order.v1.ListUnsentMessagesRequest;
import boxoffice.order.v1.OperationsServiceGrpc.OperationsServiceBlockingStub;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.ResolveMessageRequest;
import boxoffice.order.v1.ResolveOrderResponse;
import boxoffice.order.v1.RetryWebhookRequest;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.Operation;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// What operators may not do, and what they do once: what they can do is in [OperatorRecipesTest].
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class OperationsTest {
  private final Shop shop = new Shop("--boxoffice.order.provider.timeout=1s");
  private final Person admin = shop.user.person("admin");

  @AfterEach
  void heal() {
    shop.provider.faults().clear();
  }

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void refusesWhoIsNoAdmin() {
    var organiser = shop.user.organiser();

    assertRefused(
        ErrorReason.FORBIDDEN,
        () -> as(organiser).listStuckOrders(ListStuckOrdersRequest.getDefaultInstance()));
    assertRefused(
        ErrorReason.FORBIDDEN, () -> as(organiser).retryOrder(Operator.retry(bought()).build()));
    assertRefused(
        ErrorReason.FORBIDDEN, () -> new Operator(shop.order.channel(), organiser).entries(""));
  }

  @Test
  void refusesWhatIsNotThere() {
    var none = UUID.randomUUID().toString();

    assertRefused(
        ErrorReason.NOT_FOUND,
        () -> as(admin).retryOrder(Operator.retry(bought()).setOrderId(none).build()));
    assertRefused(
        ErrorReason.NOT_FOUND,
        () -> as(admin).resolveOrder(Operator.resolve(bought()).setOrderId(none).build()));
    assertRefused(
        ErrorReason.NOT_FOUND,
        () ->
            as(admin)
                .retryWebhook(
                    RetryWebhookRequest.newBuilder()
                        .setRequestId(none)
                        .setEventId("evt_none")
                        .setReason("why not")
                        .build()));
    assertRefused(
        ErrorReason.NOT_FOUND,
        () ->
            as(admin)
                .resolveMessage(
                    ResolveMessageRequest.newBuilder()
                        .setRequestId(none)
                        .setMessageId(Long.MAX_VALUE)
                        .setReason("why not")
                        .build()));
    assertRefused(
        ErrorReason.VALIDATION_FAILED,
        () -> as(admin).retryOrder(Operator.retry(bought()).clearReason().build()));
  }

  @Test
  void keepsWhoDidWhatOnceHoweverOftenItIsAskedFor() {
    var order = bought();
    var request = Operator.retry(order);

    for (var i = 0; i < 3; i++) {
      assertThat(as(admin).retryOrder(request.build()).getOrder().getNextStep()).isEqualTo("Done");
    }

    assertThat(entries(order))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.getActor()).isEqualTo(admin.accountId().toString());
          assertThat(entry.getAction()).isEqualTo("order-retried");
          assertThat(entry.getReason()).isEqualTo(Operator.REASON);
          assertThat(entry.hasTime()).isTrue();
        });
    assertRefused(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () -> as(admin).retryOrder(request.setReason("another").build()));
    assertRefused(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () ->
            as(admin)
                .resolveOrder(
                    Operator.resolve(order).setRequestId(request.getRequestId()).build()));
  }

  @Test
  void resolvesNothingThatIsNotStuck() {
    var order = bought();

    assertThat(as(admin).resolveOrder(Operator.resolve(order).build()).hasNotStuck()).isTrue();
    assertThat(
            as(admin)
                .resolveOrder(Operator.resolve(order).setPaymentNotTaken(true).build())
                .hasNotStuck())
        .isTrue();
    assertThat(entries(order)).isEmpty();
  }

  @Test
  void resolvesOnlyWhatNeedsNothingAnyMore() {
    var order = bought();
    flag(order);
    var request = Operator.resolve(order);

    var notPaid = as(admin).resolveOrder(Operator.resolve(order).setPaymentNotTaken(true).build());
    var resolved = as(admin).resolveOrder(request.build());
    flag(order); // somebody must look once more
    var again = as(admin).resolveOrder(request.build());

    assertThat(notPaid.hasUnfinished()).isTrue(); // it is paid, whatever anybody says
    assertThat(resolved.getResolved().getStuck()).isFalse();
    assertThat(again.getResolved().getStuck()).isTrue(); // which that request does not settle
    assertThat(entries(order)).hasSize(1);
    assertThat(shop.house.performanceId()).isEqualTo(resolved.getResolved().getPerformanceId());
  }

  @Test
  void leavesALateOrderOnTheListUntilItIsClosed() {
    shop.provider.faults().add(Fault.of(Operation.CANCEL, Effect.HOLD_BEFORE).always());
    var order = late();

    var unfinished = as(admin).resolveOrder(Operator.resolve(order).build());
    var closing = Operator.resolve(order).setPaymentNotTaken(true).build();
    var closed = as(admin).resolveOrder(closing);
    var again = as(admin).resolveOrder(closing);

    assertThat(unfinished.getUnfinished().getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_PENDING);
    assertThat(List.of(closed, again))
        .extracting(ResolveOrderResponse::getResolved)
        .allSatisfy(
            resolved -> assertThat(resolved.getState()).isEqualTo(OrderState.ORDER_STATE_EXPIRED));
    assertThat(entries(order))
        .extracting(AuditEntry::getAction)
        .containsExactly("order-closed-as-not-paid");
  }

  @Test
  void listsPageByPage() {
    var flagged = List.of(bought(), bought(), bought());
    flagged.forEach(OperationsTest::flag);
    var found = new ArrayList<String>();
    var token = "";

    do {
      var page =
          as(admin)
              .listStuckOrders(
                  ListStuckOrdersRequest.newBuilder().setPageSize(1).setPageToken(token).build());
      page.getOrdersList().forEach(order -> found.add(order.getOrderId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(found)
        .doesNotHaveDuplicates()
        .containsSubsequence(flagged.stream().map(Order::getOrderId).toList());
    assertRefused(
        ErrorReason.VALIDATION_FAILED,
        () ->
            as(admin)
                .listUnsentMessages(
                    ListUnsentMessagesRequest.newBuilder().setPageToken("eA").build()));
  }

  private OperationsServiceBlockingStub as(Person person) {
    return new Operator(shop.order.channel(), person).does();
  }

  private List<AuditEntry> entries(Order order) {
    return new Operator(shop.order.channel(), admin).entries(order.getOrderId());
  }

  /// Nothing is left to do for it.
  private Order bought() {
    var buyer = shop.user.person("buyer");
    var order = shop.by(buyer).place(shop.house.hold(buyer, 1), Buying.VISA).getOrder();
    Eventually.is("over", () -> !Audit.isWorkedOn(order.getOrderId()));
    return order;
  }

  /// Its time to pay is over, and the provider does not say that it is cancelled.
  private Order late() {
    var buyer = shop.user.person("buyer");
    var order = shop.by(buyer).place(shop.house.hold(buyer, 1), Buying.ASKS_ITS_OWNER).getOrder();
    var _ =
        Audit.askAs(
            "order_grpc",
            MigratedPostgres.orderGrpcPassword(),
            "update orders.\"order\" set payment_expires_at = now() - interval '1 minute',"
                + " stuck = true where order_id = ?::uuid returning 1",
            order.getOrderId());
    return order;
  }

  private static void flag(Order order) {
    Audit.change(
        "update orders.\"order\" set stuck = true where order_id = ?::uuid", order.getOrderId());
  }
}
