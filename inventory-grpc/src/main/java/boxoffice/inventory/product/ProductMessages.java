package boxoffice.inventory.product;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.price.Price;
import boxoffice.inventory.v1.NewVariant;
import boxoffice.inventory.v1.ProductState;
import boxoffice.inventory.v1.SkusTaken;
import boxoffice.inventory.v1.StockAdjustmentReason;
import boxoffice.money.v1.Money;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Products from and to their form in messages.
final class ProductMessages {
  private static final String STATE = "PRODUCT_STATE_";
  private static final String REASON = "STOCK_ADJUSTMENT_REASON_";

  private ProductMessages() {}

  static boxoffice.inventory.v1.Product toProto(Product product) {
    var description = product.description();
    var proto =
        boxoffice.inventory.v1.Product.newBuilder()
            .setProductId(product.productId().toString())
            .setOrganisationId(product.organisationId().toString())
            .setDisplayName(description.displayName())
            .setDescription(description.text())
            .setState(toProto(product.state()))
            .setPerBuyerLimit(description.perBuyerLimit())
            .setCreateTime(WireTypes.timestamp(product.createTime()))
            .setUpdateTime(WireTypes.timestamp(product.updateTime()))
            .setEtag(Change.etag(product.revision()));
    if (description.onSale() != null) {
      proto.setOnSaleTime(WireTypes.timestamp(description.onSale()));
    }
    if (description.offSale() != null) {
      proto.setOffSaleTime(WireTypes.timestamp(description.offSale()));
    }
    product.variants().forEach(variant -> proto.addVariants(toProto(variant, product.currency())));
    return proto.build();
  }

  private static boxoffice.inventory.v1.Variant toProto(Variant variant, String currency) {
    return boxoffice.inventory.v1.Variant.newBuilder()
        .setSku(variant.sku())
        .setDisplayName(variant.displayName())
        .setPrice(
            Money.newBuilder().setAmountMinor(variant.price().amountMinor()).setCurrency(currency))
        .setCharges(variant.price().charges())
        .setStock(toProto(variant.stock()))
        .setWithdrawn(variant.withdrawn())
        .build();
  }

  static boxoffice.inventory.v1.Stock toProto(Stock stock) {
    return boxoffice.inventory.v1.Stock.newBuilder()
        .setTotal(stock.total())
        .setReserved(stock.reserved())
        .setSold(stock.sold())
        .setAvailable(stock.available())
        .build();
  }

  static ProductState toProto(Product.State state) {
    return ProductState.valueOf(STATE + state.name());
  }

  static boxoffice.inventory.v1.StockAdjustment toProto(StockAdjustment adjustment) {
    return boxoffice.inventory.v1.StockAdjustment.newBuilder()
        .setDelta(adjustment.delta())
        .setReason(StockAdjustmentReason.valueOf(REASON + adjustment.reason().name()))
        .setNote(adjustment.note())
        .setActor(adjustment.actor())
        .setTime(WireTypes.timestamp(adjustment.time()))
        .setTotal(adjustment.total())
        .build();
  }

  static SkusTaken toProto(List<String> skus) {
    return SkusTaken.newBuilder().addAllSkus(skus).build();
  }

  static StockAdjustment.Reason fromProto(StockAdjustmentReason reason) {
    return StockAdjustment.Reason.valueOf(reason.name().substring(REASON.length()));
  }

  /// @throws WireException VALIDATION_FAILED where none is named
  static Product.State fromProto(ProductState state) {
    if (state == ProductState.PRODUCT_STATE_UNSPECIFIED) {
      throw WireException.invalidField("state", "names no state");
    }
    return Product.State.valueOf(state.name().substring(STATE.length()));
  }

  /// @throws WireException VALIDATION_FAILED for several currencies, and for a sku twice
  static List<Variant> fromProto(List<NewVariant> wanted) {
    var currency = wanted.getFirst().getPrice().getCurrency();
    var skus = new HashSet<String>();
    var variants = new ArrayList<Variant>();
    for (var variant : wanted) {
      if (!variant.getPrice().getCurrency().equals(currency)) {
        throw WireException.invalidField("variants", "are priced in several currencies");
      }
      if (!skus.add(variant.getSku())) {
        throw WireException.invalidField("variants", variant.getSku() + " is there twice");
      }
      variants.add(fromProto(variant, variants.size()));
    }
    return variants;
  }

  static Variant fromProto(NewVariant wanted, int position) {
    return new Variant(
        wanted.getSku(),
        wanted.getDisplayName(),
        Price.of(wanted.getPrice().getAmountMinor(), wanted.getCharges()),
        false,
        position,
        new Stock(wanted.getStock(), 0, 0));
  }
}
