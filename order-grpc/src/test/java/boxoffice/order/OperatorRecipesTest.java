package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.inventory.Together;
import boxoffice.inventory.v1.ComparePerformanceResponse;
import boxoffice.inventory.v1.RebuildPerformanceResponse;
import boxoffice.inventory.v1.SeatDifference;
import boxoffice.inventory.v1.SeatDifferenceKind;
import boxoffice.order.Recipes.Server;
import boxoffice.order.v1.AuditEntry;
import boxoffice.order.v1.ListAuditEntriesResponse;
import boxoffice.order.v1.ListParkedWebhooksResponse;
import boxoffice.order.v1.ListStuckOrdersResponse;
import boxoffice.order.v1.ListUnsentMessagesResponse;
import boxoffice.order.v1.MessageState;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.ParkedWebhook;
import boxoffice.order.v1.ResolveMessageResponse;
import boxoffice.order.v1.ResolveOrderResponse;
import boxoffice.order.v1.ResolveWebhookResponse;
import boxoffice.order.v1.RetryMessageResponse;
import boxoffice.order.v1.RetryOrderResponse;
import boxoffice.order.v1.RetryWebhookResponse;
import boxoffice.order.v1.StuckOrder;
import boxoffice.order.v1.UnsentMessage;
import boxoffice.order.v1.WebhookState;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.Operation;
import boxoffice.parts.provider.Signature;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.user.v1.RotateSigningKeyResponse;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.wire.DerivedId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/// Each recipe of `docs/operations.md` for what is stuck, on a fault that was planted for it.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class OperatorRecipesTest {
  private static final String SECTION = "When something is stuck";
  private static final String PAGE = Recipes.operations();
  private static final String BACK = "SUCCEEDED " + SmallHouse.PRICE_MINOR;
  private static final int UNSOLD = 150;

  private final Shop shop =
      new Shop(
          List.of("--boxoffice.inventory.repair.every=1h"), // what differs is to be found by hand
          "--boxoffice.order.stuck-time=1s",
          "--boxoffice.order.provider.timeout=1s",
          "--boxoffice.order.provider.breaker-open=1s");
  private final RunningOrderGrpc impatient =
      shop.another(
          "--boxoffice.order.payment-time=6s",
          "--boxoffice.order.stuck-time=1s",
          "--boxoffice.order.provider.timeout=1s",
          "--boxoffice.order.provider.breaker-open=1s");
  private final Person admin = shop.user.person("admin");
  private final Recipes recipes =
      new Recipes(
          PAGE,
          Map.of(
              "127.0.0.1:9091",
              new Server(
                  shop.user.port(),
                  shop.user.channel(),
                  List.of(SigningKeyServiceGrpc.getServiceDescriptor())),
              "127.0.0.1:9092",
              new Server(
                  shop.house.port(),
                  shop.house.channel(),
                  List.of(
                      boxoffice.inventory.v1.OperationsServiceGrpc.getServiceDescriptor(),
                      boxoffice.inventory.v1.AuditServiceGrpc.getServiceDescriptor())),
              "127.0.0.1:9093",
              new Server(
                  shop.order.port(),
                  shop.order.channel(),
                  List.of(
                      boxoffice.order.v1.OperationsServiceGrpc.getServiceDescriptor(),
                      boxoffice.order.v1.AuditServiceGrpc.getServiceDescriptor()))),
          Map.of("me", "Authorization: Bearer " + admin.accessToken()));
  private Person buyer;

  @BeforeEach
  void newBuyer() {
    buyer = shop.user.person("buyer");
  }

  @AfterEach
  void heal() {
    shop.provider.faults().clear();
  }

  @AfterAll
  void stop() {
    impatient.close();
    shop.close();
  }

  /// So that a recipe that is added is one that is tested.
  @Test
  void areTheseOfThePage() {
    assertThat(Recipes.methods(PAGE, SECTION))
        .containsExactly(
            "OperationsService/ListStuckOrders",
            "OperationsService/RetryOrder",
            "OperationsService/ResolveOrder",
            "OperationsService/ResolveOrder",
            "OperationsService/ListParkedWebhooks",
            "OperationsService/RetryWebhook",
            "OperationsService/ResolveWebhook",
            "OperationsService/ListUnsentMessages",
            "OperationsService/RetryMessage",
            "OperationsService/ResolveMessage",
            "OperationsService/ComparePerformance",
            "OperationsService/RebuildPerformance",
            "AuditService/ListAuditEntries",
            "AuditService/ListAuditEntries");
  }

  @Test
  void hurryAnOrderThatIsStuck() {
    var order = stuck();
    postpone("orders.work set lease_id = null, leased_until = null, due_at =", order);
    shop.provider.faults().clear();

    assertThat(retry(order).getOrderId()).isEqualTo(order.getOrderId());

    Eventually.is("expired", () -> state(order) == OrderState.ORDER_STATE_EXPIRED);
    assertThat(Audit.refunds(order.getOrderId())).isEmpty();
    assertThat(listed()).doesNotContain(order.getOrderId());
  }

  @Test
  void closeAnOrderWhoseProviderIsSilentAndGiveBackWhatWasTakenAfterAll() {
    var order = stuck();

    var closed = resolve(order, "payment_not_taken").getResolved();

    assertThat(closed.getState()).isEqualTo(OrderState.ORDER_STATE_EXPIRED);
    assertThat(closed.getStuck()).isFalse();
    Eventually.is("free", () -> Audit.seatStates(order.getOrderId()).isEmpty());
    shop.provider.operator().pay(shop.intent(order)); // the operator was wrong
    shop.provider.faults().clear();
    Eventually.is("given back", () -> Audit.refunds(order.getOrderId()).equals(List.of(BACK)));
    assertThat(Audit.transitions(order.getOrderId()))
        .containsExactly(">PENDING", "PENDING>EXPIRED");
  }

  @Test
  void beginARefundAgainThatTheProviderRefusedAndTakeItOffTheList() throws Exception {
    shop.provider.faults().add(Fault.of(Operation.REFUND, Effect.PENDING).always());
    var order = shop.by(buyer).place(shop.house.hold(buyer, 1), Buying.VISA).getOrder();
    var _ = shop.by(buyer).cancel(order);
    for (var tries = 1; tries <= 3; tries++) {
      refuseRefund(order, tries);
    }
    Eventually.is("stuck", () -> listed().contains(order.getOrderId()));
    shop.provider.faults().clear();

    Callable<StuckOrder> retrying = () -> retry(order);
    assertThat(Together.all(Collections.nCopies(3, retrying))) // of three operators
        .extracting(StuckOrder::getOrderId)
        .containsOnly(order.getOrderId());

    Eventually.is("given back", () -> Audit.refunds(order.getOrderId()).contains(BACK));
    Eventually.is("over", () -> !Audit.isWorkedOn(order.getOrderId()));
    assertThat(Audit.refunds(order.getOrderId())).hasSize(4);
    assertThat(resolve(order, "bank transfer").getResolved().getStuck()).isFalse();
    assertThat(listed()).doesNotContain(order.getOrderId());
  }

  @Test
  void lookAgainAtAParkedWebhookAndTakeAnotherOffTheList() {
    var order = shop.by(buyer).place(shop.house.hold(buyer, 1), Buying.VISA).getOrder();
    var ours = park(order, "\"livemode\":false,\"pending", "\"livemode\":true,\"pending");
    var others = park(order, "\"id\":\"pi_", "\"id\":\"pi_other");
    assertThat(parked()).extracting(ParkedWebhook::getEventId).contains(ours, others);

    var applied = retryWebhook(ours);
    var still = retryWebhook(others);
    var resolved =
        recipes.run(
            ResolveWebhookResponse.getDefaultInstance(),
            Map.of("event", others),
            "/ResolveWebhook");

    assertThat(applied.getState()).isEqualTo(WebhookState.WEBHOOK_STATE_APPLIED);
    assertThat(applied.getOrderId()).isEqualTo(order.getOrderId());
    assertThat(still.getState()).isEqualTo(WebhookState.WEBHOOK_STATE_PARKED);
    assertThat(still.getWhy()).isEqualTo("OTHER_PAYMENT");
    assertThat(resolved.getWebhook().getState()).isEqualTo(WebhookState.WEBHOOK_STATE_RESOLVED);
    assertThat(parked()).extracting(ParkedWebhook::getEventId).doesNotContain(ours, others);
    assertThat(state(order)).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
    assertThat(entries())
        .filteredOn(entry -> List.of(ours, others).contains(entry.getSubject()))
        .extracting(AuditEntry::getAction, AuditEntry::getActor, AuditEntry::getReason)
        .containsExactly(
            tuple("webhook-resolved", admin.accountId().toString(), "of our other shop"),
            tuple("webhook-retried", admin.accountId().toString(), "the endpoint was set to live"));
  }

  @Test
  void giveUpAMailThatCannotBeReadSoThatTheNextOneGoes() {
    var request = UUID.randomUUID();
    var orderId = DerivedId.of("order", buyer.accountId().toString(), request.toString());
    var poison = poison(orderId);
    var _ = shop.by(buyer).place(request, shop.house.hold(buyer, 1), Buying.VISA);
    Eventually.is("tried in vain", () -> !unsent(poison).getFailure().isEmpty());
    assertThat(shop.user.inbox().messagesTo(buyer.email())).isEmpty();
    var _ = asService("update orders.outbox set due_at = now() + interval '1 hour'", poison);
    var tries = unsent(poison).getTries();

    assertThat(
            recipes
                .run(
                    RetryMessageResponse.getDefaultInstance(),
                    Map.of("message", poison),
                    "/RetryMessage")
                .getMessage()
                .getState())
        .isEqualTo(MessageState.MESSAGE_STATE_WAITING);
    Eventually.is("tried once more", () -> unsent(poison).getTries() > tries);
    var givenUp =
        recipes.run(
            ResolveMessageResponse.getDefaultInstance(),
            Map.of("message", poison),
            "/ResolveMessage");

    assertThat(givenUp.getMessage().getState()).isEqualTo(MessageState.MESSAGE_STATE_GIVEN_UP);
    Eventually.is("mailed", () -> !shop.user.inbox().messagesTo(buyer.email()).isEmpty());
    assertThat(unsent()).extracting(UnsentMessage::getMessageId).doesNotContain(id(poison));
  }

  @Test
  void compareAndRebuildWhatDiffersInRedis() {
    var performance = Map.of("performance", shop.house.performanceId());
    Eventually.is("settled", () -> compare(performance).getDifferenceCount() == 0);
    var epoch = compare(performance).getEpoch();
    spoil(UNSOLD);

    var wrong = compare(performance);
    var rebuilt =
        recipes.run(
            RebuildPerformanceResponse.getDefaultInstance(), performance, "/RebuildPerformance");

    assertThat(wrong.getDifferenceCount()).isOne();
    assertThat(wrong.getDifferencesList())
        .extracting(SeatDifference::getOrdinal, SeatDifference::getKind)
        .containsExactly(tuple(UNSOLD, SeatDifferenceKind.SEAT_DIFFERENCE_KIND_FREED));
    assertThat(rebuilt.getEpoch()).isEqualTo(epoch + 1);
    assertThat(compare(performance).getDifferenceCount()).isZero();
    var entry =
        recipes
            .run(
                boxoffice.inventory.v1.ListAuditEntriesResponse.getDefaultInstance(),
                Map.of(),
                ":9092 ",
                "/ListAuditEntries")
            .getEntries(0);
    assertThat(entry.getAction()).isEqualTo("pool-rebuilt");
    assertThat(entry.getAfterJson()).contains("seats differ and stay so");
  }

  @Test
  void rotateTheSigningKeys() {
    var rotated =
        recipes.run(RotateSigningKeyResponse.getDefaultInstance(), Map.of(), "/RotateSigningKey");

    assertThat(rotated.getSigningKey().getKeyId()).isNotEmpty();
  }

  /// Late because the provider does not say that it is cancelled.
  private Order stuck() {
    shop.provider.faults().add(Fault.of(Operation.CANCEL, Effect.HOLD_BEFORE).always());
    var order =
        Buying.by(buyer, impatient.channel())
            .place(shop.house.hold(buyer, 1), Buying.ASKS_ITS_OWNER)
            .getOrder();
    Eventually.is("stuck", () -> listed().contains(order.getOrderId()));
    return order;
  }

  private List<String> listed() {
    return recipes
        .run(ListStuckOrdersResponse.getDefaultInstance(), Map.of(), "/ListStuckOrders")
        .getOrdersList()
        .stream()
        .map(StuckOrder::getOrderId)
        .toList();
  }

  private StuckOrder retry(Order order) {
    return recipes
        .run(
            RetryOrderResponse.getDefaultInstance(),
            Map.of("order", order.getOrderId()),
            "/RetryOrder")
        .getOrder();
  }

  private ResolveOrderResponse resolve(Order order, String word) {
    return recipes.run(
        ResolveOrderResponse.getDefaultInstance(),
        Map.of("order", order.getOrderId()),
        "/ResolveOrder",
        word);
  }

  private List<ParkedWebhook> parked() {
    return recipes
        .run(ListParkedWebhooksResponse.getDefaultInstance(), Map.of(), "/ListParkedWebhooks")
        .getWebhooksList();
  }

  private ParkedWebhook retryWebhook(String event) {
    return recipes
        .run(RetryWebhookResponse.getDefaultInstance(), Map.of("event", event), "/RetryWebhook")
        .getWebhook();
  }

  /// An event about the order in which one thing is otherwise.
  private String park(Order order, String what, String by) {
    var telling = new Telling(shop.provider, shop.order.channel());
    var event = telling.eventOf(order.getOrderId(), "payment_intent.succeeded");
    var id = "evt_" + UUID.randomUUID().toString().replace("-", "");
    assertThat(event.json()).contains(what);
    var _ =
        telling.deliver(event.json().replace(event.id(), id).replace(what, by), Signature.RIGHT);
    return id;
  }

  private List<UnsentMessage> unsent() {
    return recipes
        .run(ListUnsentMessagesResponse.getDefaultInstance(), Map.of(), "/ListUnsentMessages")
        .getMessagesList();
  }

  private UnsentMessage unsent(String id) {
    return unsent().stream()
        .filter(message -> message.getMessageId() == id(id))
        .findFirst()
        .orElseGet(UnsentMessage::getDefaultInstance);
  }

  private static long id(String text) {
    return Long.parseLong(text);
  }

  private List<AuditEntry> entries() {
    return recipes
        .run(ListAuditEntriesResponse.getDefaultInstance(), Map.of(), ":9093 ", "/ListAuditEntries")
        .getEntriesList();
  }

  private ComparePerformanceResponse compare(Map<String, String> performance) {
    return recipes.run(
        ComparePerformanceResponse.getDefaultInstance(), performance, "/ComparePerformance");
  }

  /// A mail that comes before all others of the order, and that nobody can read.
  private static String poison(UUID orderId) {
    return Audit.askAs(
            "order_grpc",
            MigratedPostgres.orderGrpcPassword(),
            "insert into orders.outbox (aggregate_id, seq, type, payload, created_at, due_at)"
                + " values (?::uuid, 0, 'order.confirmed', '[]', now(), now()) returning id",
            orderId.toString())
        .getFirst();
  }

  /// By itself nothing would happen for an hour.
  private static void postpone(String what, Order order) {
    Audit.change(
        "update " + what + " now() + interval '1 hour' where order_id = ?::uuid",
        order.getOrderId());
  }

  private static List<String> asService(String sql, String id) {
    return Audit.askAs(
        "order_grpc",
        MigratedPostgres.orderGrpcPassword(),
        sql + " where id = ?::bigint returning id",
        id);
  }

  private void refuseRefund(Order order, int tries) {
    Eventually.is("refund " + tries, () -> refunds(order).size() == tries);
    shop.provider.operator().failRefund(refunds(order).getLast());
    Eventually.is(
        "refused " + tries,
        () ->
            Audit.refunds(order.getOrderId()).stream()
                    .filter(refund -> refund.startsWith("FAILED"))
                    .count()
                == tries);
  }

  /// As the provider calls them, in the order in which they were sent.
  private static List<String> refunds(Order order) {
    return Audit.ask(
        "select provider_ref from audit.refund where order_id = ?::uuid"
            + " and provider_ref is not null order by state = 'FAILED' desc, created_at",
        order.getOrderId());
  }

  /// As if Redis thought that somebody had bought the seat.
  private void spoil(int ordinal) {
    var redis = shop.house.redis();
    var settings = DefaultJedisClientConfig.builder().password(redis.password()).build();
    try (var client =
        RedisClient.builder()
            .hostAndPort(redis.host(), redis.port())
            .clientConfig(settings)
            .build()) {
      var cell = ByteBuffer.allocate(8).putInt(77).putInt(0xFFFFFFFF).array();
      var key = "{p:" + shop.house.performanceId() + "}:seats";
      client.setrange(key.getBytes(StandardCharsets.US_ASCII), ordinal * 8L, cell);
    }
  }

  private OrderState state(Order order) {
    return shop.by(buyer).order(order.getOrderId()).getState();
  }
}
