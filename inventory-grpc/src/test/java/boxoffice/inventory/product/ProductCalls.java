package boxoffice.inventory.product;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.v1.AdjustStockRequest;
import boxoffice.inventory.v1.CreateProductRequest;
import boxoffice.inventory.v1.GetProductRequest;
import boxoffice.inventory.v1.NewVariant;
import boxoffice.inventory.v1.Product;
import boxoffice.inventory.v1.ProductServiceGrpc;
import boxoffice.inventory.v1.ProductServiceGrpc.ProductServiceBlockingStub;
import boxoffice.inventory.v1.StockAdjustmentReason;
import boxoffice.inventory.v1.UpdateProductRequest;
import boxoffice.money.v1.Money;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import com.google.protobuf.FieldMask;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.Assertions;

/// Calls of ProductService, as people make them.
record ProductCalls(RunningInventoryGrpc inventory) {
  ProductServiceBlockingStub as(Person person) {
    return anyone().withCallCredentials(new BearerToken(person::accessToken));
  }

  ProductServiceBlockingStub anyone() {
    return ProductServiceGrpc.newBlockingStub(inventory.channel());
  }

  static String id() {
    return UUID.randomUUID().toString();
  }

  /// A sku that nobody has.
  static String sku() {
    return "sku-" + UUID.randomUUID();
  }

  static NewVariant variant(String sku, int stock) {
    return NewVariant.newBuilder()
        .setSku(sku)
        .setDisplayName("M")
        .setPrice(Money.newBuilder().setAmountMinor(1990).setCurrency("EUR"))
        .setStock(stock)
        .build();
  }

  CreateProductRequest.Builder request(Person organiser, String name, String... skus) {
    return CreateProductRequest.newBuilder()
        .setRequestId(id())
        .setOrganisationId(inventory.catalogue(organiser.accessToken()).organisationId())
        .setDisplayName(name)
        .setDescription("Cotton.\nTwo colours.")
        .setPublished(true)
        .addAllVariants(List.of(skus).stream().map(sku -> variant(sku, 10)).toList());
  }

  Product create(Person organiser, String... skus) {
    return as(organiser).createProduct(request(organiser, "Shirt", skus).build()).getProduct();
  }

  Product get(Person person, Product product) {
    return as(person)
        .getProduct(GetProductRequest.newBuilder().setProductId(product.getProductId()).build())
        .getProduct();
  }

  static UpdateProductRequest.Builder update(Product product, String... fields) {
    return UpdateProductRequest.newBuilder()
        .setRequestId(id())
        .setProductId(product.getProductId())
        .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(fields)));
  }

  static AdjustStockRequest adjust(String sku, int delta) {
    return AdjustStockRequest.newBuilder()
        .setRequestId(id())
        .setSku(sku)
        .setDelta(delta)
        .setReason(StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_DELIVERY)
        .setNote("Crate 7")
        .build();
  }

  /// Of a call that is refused.
  static ErrorReason reason(Runnable call) {
    return ErrorStatus.reason(refusal(call)).orElseThrow();
  }

  static StatusRuntimeException refusal(Runnable call) {
    return Assertions.catchThrowableOfType(StatusRuntimeException.class, call::run);
  }
}
