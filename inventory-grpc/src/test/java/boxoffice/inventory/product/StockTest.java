package boxoffice.inventory.product;

import static boxoffice.inventory.product.ProductCalls.adjust;
import static boxoffice.inventory.product.ProductCalls.reason;
import static boxoffice.inventory.product.ProductCalls.sku;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.AdjustStockRequest;
import boxoffice.inventory.v1.AdjustStockResponse;
import boxoffice.inventory.v1.ListStockAdjustmentsRequest;
import boxoffice.inventory.v1.StockAdjustment;
import boxoffice.inventory.v1.StockAdjustmentReason;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Stocks and their adjustments, over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockTest {
  private ProductCalls products;
  private Truth truth;
  private Person ann;
  private Person otto;
  private Person buyer;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    products = new ProductCalls(inventory);
    truth = new Truth();
    ann = users.organiser();
    otto = users.organiser();
    buyer = users.person("buyer");
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @Test
  void addsAndTakesWithAReason() {
    var sku = variant();

    assertThat(adjusted(adjust(sku, 5)).getStock().getTotal()).isEqualTo(15);
    assertThat(adjusted(adjust(sku, -15)).getStock().getAvailable()).isZero();

    var history = history(sku, "");
    assertThat(history).extracting(StockAdjustment::getDelta).containsExactly(-15, 5, 10);
    assertThat(history).extracting(StockAdjustment::getTotal).containsExactly(0, 15, 10);
    assertThat(history.get(2).getReason())
        .isEqualTo(StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_INITIAL);
    assertThat(history.get(0).getActor()).isEqualTo(ann.accountId().toString());
    assertThat(history.get(0).getNote()).isEqualTo("Crate 7");
    assertThat(stock(sku)).isEqualTo("0 0 0");
    assertThat(
            truth.rows(
                "select action, before->>'total', after->>'total', after->>'reason'"
                    + " from inventory.audit_entry where subject = ? order by number",
                sku))
        .containsExactly("stock-adjusted 10 15 DELIVERY", "stock-adjusted 15 0 DELIVERY");
  }

  @Test
  void adjustsOnceOfOneRequest() {
    var sku = variant();
    var request = adjust(sku, 5);
    adjusted(request);
    adjusted(adjust(sku, 1));

    assertThat(adjusted(request).getStock().getTotal()).isEqualTo(16);
    assertThat(history(sku, "")).hasSize(3);
    for (var other :
        List.of(
            request.toBuilder().setDelta(6).build(),
            request.toBuilder().setSku(variant()).build())) {
      assertThat(reason(() -> adjusted(other))).isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    }
    assertThat(stock(sku)).isEqualTo("16 0 0");
  }

  @Test
  void takesNothingThatIsReservedOrSoldAndAddsNoMoreThanThereMayBe() {
    var sku = variant();
    truth.execute("update inventory.stock set reserved = 3, sold = 4 where sku = '" + sku + "'");

    var refused = adjusted(adjust(sku, -4)).getOutOfRange().getStock();
    assertThat(refused.getTotal()).isEqualTo(10);
    assertThat(refused.getAvailable()).isEqualTo(3);
    assertThat(adjusted(adjust(sku, 10_000_000)).hasOutOfRange()).isTrue();
    assertThat(history(sku, "")).hasSize(1);
    assertThat(adjusted(adjust(sku, -3)).getStock().getAvailable()).isZero();
    assertThat(stock(sku)).isEqualTo("7 3 4");
  }

  @Test
  void addsUpFiftyAtOnce() throws InterruptedException, ExecutionException {
    var sku = variant();
    var repeated = adjust(sku, 1);
    var calls =
        Stream.concat(
                IntStream.range(0, 49).mapToObj(i -> adjust(sku, i % 2 == 0 ? 3 : -1)),
                IntStream.range(0, 10).mapToObj(_ -> repeated))
            .toList();

    assertThat(together(calls)).allMatch(AdjustStockResponse::hasStock);

    assertThat(stock(sku)).isEqualTo(10 + 25 * 3 - 24 + 1 + " 0 0");
    assertThat(history(sku, "")).hasSize(51);
    assertThat(history(sku, "").stream().mapToInt(StockAdjustment::getDelta).sum())
        .isEqualTo(10 + 25 * 3 - 24 + 1);
  }

  @Test
  void takesNoMoreThanThereIsAtOnce() throws InterruptedException, ExecutionException {
    var sku = variant();
    truth.execute("update inventory.stock set reserved = 2, sold = 1 where sku = '" + sku + "'");

    var answers = together(IntStream.range(0, 50).mapToObj(_ -> adjust(sku, -1)).toList());

    assertThat(answers.stream().filter(AdjustStockResponse::hasStock)).hasSize(7);
    assertThat(stock(sku)).isEqualTo("3 2 1");
  }

  @Test
  void keepsAStockToItsOrganisation() {
    var sku = variant();
    var request = adjust(sku, 1);
    var list = ListStockAdjustmentsRequest.newBuilder().setSku(sku).build();

    assertThat(reason(() -> products.as(otto).adjustStock(request)))
        .isEqualTo(ErrorReason.NOT_FOUND);
    assertThat(reason(() -> products.as(buyer).adjustStock(request)))
        .isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(reason(() -> adjusted(adjust(sku(), 1)))).isEqualTo(ErrorReason.NOT_FOUND);
    assertThat(reason(() -> products.as(otto).listStockAdjustments(list)))
        .isEqualTo(ErrorReason.NOT_FOUND);
    assertThat(reason(() -> products.as(buyer).listStockAdjustments(list)))
        .isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(stock(sku)).isEqualTo("10 0 0");
  }

  @Test
  void refusesWhatIsNoAdjustment() {
    var good = adjust(variant(), 1);
    for (var bad :
        List.of(
            good.toBuilder().setDelta(0).build(),
            good.toBuilder().setDelta(10_000_001).build(),
            good.toBuilder().clearReason().build(),
            good.toBuilder().setReasonValue(99).build(),
            good.toBuilder().setSku("'; drop table x").build(),
            good.toBuilder().setNote("a\u0000b").build(),
            good.toBuilder().setRequestId("").build())) {
      assertThat(reason(() -> adjusted(bad))).isEqualTo(ErrorReason.VALIDATION_FAILED);
    }
  }

  @Test
  void listsPagesThatStayStable() {
    var sku = variant();
    IntStream.rangeClosed(1, 4).forEach(delta -> adjusted(adjust(sku, delta)));
    var request = ListStockAdjustmentsRequest.newBuilder().setSku(sku).setPageSize(2);

    var first = products.as(ann).listStockAdjustments(request.build());
    adjusted(adjust(sku, 9)); // newer than the page that was read
    var second = history(sku, first.getNextPageToken());

    assertThat(first.getAdjustmentsList())
        .extracting(StockAdjustment::getDelta)
        .containsExactly(4, 3);
    assertThat(second).extracting(StockAdjustment::getDelta).containsExactly(2, 1, 10);
    assertThat(reason(() -> history(sku, "eA"))).isEqualTo(ErrorReason.VALIDATION_FAILED);
  }

  private String variant() {
    return products.create(ann, sku()).getVariants(0).getSku();
  }

  private AdjustStockResponse adjusted(AdjustStockRequest request) {
    return products.as(ann).adjustStock(request);
  }

  private List<StockAdjustment> history(String sku, String token) {
    return products
        .as(ann)
        .listStockAdjustments(
            ListStockAdjustmentsRequest.newBuilder()
                .setSku(sku)
                .setPageSize(100)
                .setPageToken(token)
                .build())
        .getAdjustmentsList();
  }

  /// Total, reserved, sold.
  private String stock(String sku) {
    return truth
        .rows("select total, reserved, sold from audit.stock where sku = ?", sku)
        .getFirst();
  }

  private List<AdjustStockResponse> together(List<AdjustStockRequest> requests)
      throws InterruptedException, ExecutionException {
    var calls =
        requests.stream().map(request -> Together.insisting(() -> adjusted(request))).toList();
    var answers = Together.all(calls);
    return answers;
  }
}
