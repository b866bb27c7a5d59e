package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.inventory.Together;
import boxoffice.order.v1.AuditEntry;
import boxoffice.order.v1.MessageState;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.ResolveOrderResponse.OutcomeCase;
import boxoffice.order.v1.RetryMessageRequest;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.Operation;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Operators who want the same at the same time, beside a system that is at work on it.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class OperatorsAtOnceTest {
  private final Shop shop = new Shop("--boxoffice.order.provider.timeout=1s");
  private final Operator admin = new Operator(shop.order.channel(), shop.user.person("admin"));

  @AfterEach
  void heal() {
    shop.provider.faults().clear();
  }

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void closeAnOrderOnce() throws Exception {
    shop.provider.faults().add(Fault.of(Operation.CANCEL, Effect.HOLD_BEFORE).always());
    var order = placed(Buying.ASKS_ITS_OWNER);
    flag(order, "payment_expires_at = now() - interval '1 minute', stuck = true");
    var closing =
        twiceEach(() -> Operator.resolve(order).setPaymentNotTaken(true).build())
            .map(request ->
                Together.insisting(() -> admin.does().resolveOrder(request).getOutcomeCase()))
            .toList();

    var counted = shop.order.changedTo("EXPIRED");

    var outcomes = Together.all(closing);

    assertThat(shop.order.changedTo("EXPIRED")).isEqualTo(counted + 1);
    assertThat(outcomes)
        .containsOnly(OutcomeCase.RESOLVED, OutcomeCase.NOT_STUCK)
        .filteredOn(OutcomeCase.RESOLVED::equals) // a request and its repetition
        .hasSize(2);
    assertThat(admin.entries(order.getOrderId()))
        .extracting(AuditEntry::getAction)
        .containsExactly("order-closed-as-not-paid");
    assertThat(Audit.transitions(order.getOrderId()))
        .containsExactly(">PENDING", "PENDING>EXPIRED");
  }

  @Test
  void takeAnOrderOffTheListOnce() throws Exception {
    var order = placed(Buying.VISA);
    Eventually.is("over", () -> !Audit.isWorkedOn(order.getOrderId()));
    flag(order, "stuck = true");
    var resolving =
        twiceEach(() -> Operator.resolve(order).build())
            .map(request ->
                Together.insisting(() -> admin.does().resolveOrder(request).getOutcomeCase()))
            .toList();

    assertThat(Together.all(resolving))
        .containsOnly(OutcomeCase.RESOLVED, OutcomeCase.NOT_STUCK)
        .filteredOn(OutcomeCase.RESOLVED::equals)
        .hasSize(2);
    assertThat(admin.entries(order.getOrderId())).hasSize(1);
  }

  @Test
  void hurryAnOrderThatIsBeingPaid() throws Exception {
    var buyer = shop.user.person("buyer");
    var order = shop.by(buyer).place(shop.house.hold(buyer, 1), Buying.ASKS_ITS_OWNER).getOrder();
    var retrying =
        twiceEach(() -> Operator.retry(order).build())
            .map(request -> Together.insisting(() -> admin.does().retryOrder(request)))
            .toList();
    shop.provider.operator().pay(shop.intent(order));

    var _ = Together.all(retrying);

    Eventually.is(
        "confirmed",
        () ->
            shop.by(buyer).order(order.getOrderId()).getState()
                == OrderState.ORDER_STATE_CONFIRMED);
    assertThat(Audit.payments(order.getOrderId())).hasSize(1);
    assertThat(Audit.transitions(order.getOrderId()))
        .containsExactly(">PENDING", "PENDING>CONFIRMED");
    assertThat(shop.charged(order)).isEqualTo(SmallHouse.PRICE_MINOR);
    assertThat(admin.entries(order.getOrderId())).hasSize(retrying.size() / 2);
  }

  /// A second one beside it would send it twice.
  @Test
  void leaveAMailToWhoeverIsSendingIt() {
    var mail =
        asService(
            "insert into orders.outbox"
                + " (aggregate_id, seq, type, payload, created_at, attempts, due_at)"
                + " values (?::uuid, 0, 'order.confirmed', '[]', now(), 1, now() + interval '1 hour')"
                + " returning id",
            UUID.randomUUID().toString());
    var retry =
        RetryMessageRequest.newBuilder()
            .setRequestId(UUID.randomUUID().toString())
            .setMessageId(Long.parseLong(mail))
            .setReason(Operator.REASON)
            .build();

    var underWay = admin.does().retryMessage(retry).getMessage();

    assertThat(underWay.getState()).isEqualTo(MessageState.MESSAGE_STATE_WAITING);
    assertThat(admin.entries(mail)).isEmpty();
    var _ =
        asService(
            "update orders.outbox set failure = 'MailSendException' where id = ?::bigint"
                + " returning id",
            mail);
    var due = admin.does().retryMessage(retry).getMessage().getDueTime();
    assertThat(due.getSeconds()).isLessThan(underWay.getDueTime().getSeconds());
    assertThat(admin.entries(mail))
        .extracting(AuditEntry::getAction)
        .containsExactly("message-retried");
  }

  private static <T> Stream<T> twiceEach(Supplier<T> request) {
    return Stream.generate(request).limit(3).flatMap(one -> Stream.of(one, one));
  }

  private Order placed(String paymentMethod) {
    var buyer = shop.user.person("buyer");
    return shop.by(buyer).place(shop.house.hold(buyer, 1), paymentMethod).getOrder();
  }

  private static void flag(Order order, String how) {
    Audit.change(
        "update orders.\"order\" set " + how + " where order_id = ?::uuid", order.getOrderId());
  }

  private static String asService(String sql, String value) {
    return Audit.askAs("order_grpc", MigratedPostgres.orderGrpcPassword(), sql, value).getFirst();
  }
}
