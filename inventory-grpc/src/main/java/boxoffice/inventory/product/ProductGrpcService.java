package boxoffice.inventory.product;

import static boxoffice.inventory.product.ProductMessages.fromProto;
import static boxoffice.inventory.product.ProductMessages.toProto;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.DatabaseTime;
import boxoffice.inventory.change.Mask;
import boxoffice.inventory.price.Price;
import boxoffice.inventory.v1.AddVariantRequest;
import boxoffice.inventory.v1.AddVariantResponse;
import boxoffice.inventory.v1.AdjustStockRequest;
import boxoffice.inventory.v1.AdjustStockResponse;
import boxoffice.inventory.v1.CreateProductRequest;
import boxoffice.inventory.v1.CreateProductResponse;
import boxoffice.inventory.v1.GetProductRequest;
import boxoffice.inventory.v1.GetProductResponse;
import boxoffice.inventory.v1.ListProductsRequest;
import boxoffice.inventory.v1.ListProductsResponse;
import boxoffice.inventory.v1.ListStockAdjustmentsRequest;
import boxoffice.inventory.v1.ListStockAdjustmentsResponse;
import boxoffice.inventory.v1.ProductServiceGrpc;
import boxoffice.inventory.v1.ProductStateConflict;
import boxoffice.inventory.v1.StockOutOfRange;
import boxoffice.inventory.v1.TooManyVariants;
import boxoffice.inventory.v1.UpdateProductRequest;
import boxoffice.inventory.v1.UpdateProductResponse;
import boxoffice.inventory.v1.UpdateVariantRequest;
import boxoffice.inventory.v1.UpdateVariantResponse;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.Set;

/// The wire face of products.
final class ProductGrpcService extends ProductServiceGrpc.ProductServiceImplBase {
  private static final Set<String> OF_PRODUCT =
      Set.of(
          "display_name",
          "description",
          "on_sale_time",
          "off_sale_time",
          "per_buyer_limit",
          "state");
  private static final Set<String> OF_VARIANT =
      Set.of("display_name", "price", "charges", "withdrawn");

  private final ReadProducts readProducts;
  private final CreateProduct createProduct;
  private final UpdateProduct updateProduct;
  private final ChangeVariant changeVariant;
  private final AdjustStock adjustStock;

  ProductGrpcService(
      ReadProducts readProducts,
      CreateProduct createProduct,
      UpdateProduct updateProduct,
      ChangeVariant changeVariant,
      AdjustStock adjustStock) {
    this.readProducts = readProducts;
    this.createProduct = createProduct;
    this.updateProduct = updateProduct;
    this.changeVariant = changeVariant;
    this.adjustStock = adjustStock;
  }

  @Override
  public void createProduct(
      CreateProductRequest request, StreamObserver<CreateProductResponse> reply) {
    var wanted =
        new CreateProduct.Request(
            WireTypes.uuid(request.getOrganisationId()),
            new Product.Description(
                request.getDisplayName(),
                request.getDescription(),
                DatabaseTime.of(request.hasOnSaleTime(), request.getOnSaleTime()),
                DatabaseTime.of(request.hasOffSaleTime(), request.getOffSaleTime()),
                request.getPerBuyerLimit()),
            request.getPublished() ? Product.State.PUBLISHED : Product.State.DRAFT,
            request.getVariants(0).getPrice().getCurrency(),
            fromProto(request.getVariantsList()));
    var response = CreateProductResponse.newBuilder();
    switch (createProduct.create(Change.of(request.getRequestId(), request), wanted)) {
      case CreateProduct.Result.Created created -> response.setProduct(toProto(created.product()));
      case CreateProduct.Result.SkusTaken taken -> response.setSkusTaken(toProto(taken.skus()));
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void getProduct(GetProductRequest request, StreamObserver<GetProductResponse> reply) {
    var product = readProducts.visible(WireTypes.uuid(request.getProductId()));
    reply.onNext(GetProductResponse.newBuilder().setProduct(toProto(product)).build());
    reply.onCompleted();
  }

  @Override
  public void listProducts(
      ListProductsRequest request, StreamObserver<ListProductsResponse> reply) {
    reply.onNext(readProducts.list(request));
    reply.onCompleted();
  }

  @Override
  public void updateProduct(
      UpdateProductRequest request, StreamObserver<UpdateProductResponse> reply) {
    var mask = Mask.of(request.getUpdateMask(), OF_PRODUCT);
    var onSale = DatabaseTime.of(request.hasOnSaleTime(), request.getOnSaleTime());
    var offSale = DatabaseTime.of(request.hasOffSaleTime(), request.getOffSaleTime());
    var wanted =
        new UpdateProduct.Request(
            WireTypes.uuid(request.getProductId()),
            request.getEtag(),
            before ->
                new Product.Description(
                    mask.pickName("display_name", request.getDisplayName(), before.displayName()),
                    mask.pick("description", request.getDescription(), before.text()),
                    mask.has("on_sale_time") ? onSale : before.onSale(),
                    mask.has("off_sale_time") ? offSale : before.offSale(),
                    mask.pick(
                        "per_buyer_limit", request.getPerBuyerLimit(), before.perBuyerLimit())),
            mask.has("state") ? fromProto(request.getState()) : null);
    var response = UpdateProductResponse.newBuilder();
    switch (updateProduct.update(Change.of(request.getRequestId(), request), wanted)) {
      case UpdateProduct.Result.Updated updated -> response.setProduct(toProto(updated.product()));
      case UpdateProduct.Result.StateConflict conflict ->
          response.setStateConflict(
              ProductStateConflict.newBuilder().setState(toProto(conflict.state())));
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void addVariant(AddVariantRequest request, StreamObserver<AddVariantResponse> reply) {
    var wanted =
        new ChangeVariant.NewVariant(
            WireTypes.uuid(request.getProductId()),
            request.getEtag(),
            request.getVariant().getPrice().getCurrency(),
            fromProto(request.getVariant(), 0));
    var response = AddVariantResponse.newBuilder();
    switch (changeVariant.add(Change.of(request.getRequestId(), request), wanted)) {
      case ChangeVariant.Added.Done done -> response.setProduct(toProto(done.product()));
      case ChangeVariant.Added.SkusTaken taken -> response.setSkusTaken(toProto(taken.skus()));
      case ChangeVariant.Added.TooMany many ->
          response.setTooMany(TooManyVariants.newBuilder().setLimit(many.limit()));
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void updateVariant(
      UpdateVariantRequest request, StreamObserver<UpdateVariantResponse> reply) {
    var mask = Mask.of(request.getUpdateMask(), OF_VARIANT);
    if (mask.has("price") && !request.hasPrice()) {
      throw WireException.invalidField("price", "is not set");
    }
    var product =
        changeVariant.update(
            Change.of(request.getRequestId(), request),
            request.getSku(),
            request.getEtag(),
            (of, before) -> edited(request, mask, of, before));
    reply.onNext(UpdateVariantResponse.newBuilder().setProduct(toProto(product)).build());
    reply.onCompleted();
  }

  private static Variant edited(
      UpdateVariantRequest request, Mask mask, Product product, Variant before) {
    if (mask.has("price")) {
      ChangeVariant.checkCurrency("price", request.getPrice().getCurrency(), product);
    }
    return new Variant(
        before.sku(),
        mask.pick("display_name", request.getDisplayName(), before.displayName()),
        Price.of(
            mask.pick("price", request.getPrice().getAmountMinor(), before.price().amountMinor()),
            mask.pick("charges", request.getCharges(), before.price().charges())),
        mask.pick("withdrawn", request.getWithdrawn(), before.withdrawn()),
        before.position(),
        before.stock());
  }

  @Override
  public void adjustStock(AdjustStockRequest request, StreamObserver<AdjustStockResponse> reply) {
    var wanted =
        new StockStore.Wanted(
            request.getSku(),
            request.getDelta(),
            fromProto(request.getReason()),
            request.getNote());
    var response = AdjustStockResponse.newBuilder();
    switch (adjustStock.adjust(Change.of(request.getRequestId(), request), wanted)) {
      case AdjustStock.Result.Adjusted adjusted -> response.setStock(toProto(adjusted.stock()));
      case AdjustStock.Result.OutOfRange out ->
          response.setOutOfRange(StockOutOfRange.newBuilder().setStock(toProto(out.stock())));
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void listStockAdjustments(
      ListStockAdjustmentsRequest request, StreamObserver<ListStockAdjustmentsResponse> reply) {
    reply.onNext(readProducts.listAdjustments(request));
    reply.onCompleted();
  }
}
