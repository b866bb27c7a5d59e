package boxoffice.inventory.hold;

import boxoffice.inventory.product.ForSale;
import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.v1.HeldProduct;
import boxoffice.money.v1.Money;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The pool of a product's variant: units are counted, not numbered. What is available is the total
/// less what PostgreSQL has committed to orders and less what holds have.
///
/// Fails closed, like [Pool].
public final class StockPool {
  private static final LuaScript CLAIM_STOCK = LuaScript.ofPool("claim_stock");
  private static final LuaScript SET_STOCK = LuaScript.ofPool("set_stock");

  private final PoolScripts scripts;
  private final HoldReader reader;
  private final BuildStock buildStock;
  private final HoldSettings settings;
  private final Clock clock;

  StockPool(
      PoolScripts scripts,
      HoldReader reader,
      BuildStock buildStock,
      HoldSettings settings,
      Clock clock) {
    this.scripts = scripts;
    this.reader = reader;
    this.buildStock = buildStock;
    this.settings = settings;
    this.clock = clock;
  }

  /// Units of a product that a buyer wants.
  ///
  /// @param performanceId that they are collected at
  record Wanted(ReadChoice.Buyer buyer, UUID performanceId, ForSale product, int units) {}

  /// Claims a part of a hold, which goes free soon unless it is confirmed: a product is never a
  /// hold's home.
  Claimed claimPart(UUID holdId, Wanted wanted) {
    var pool = PoolId.ofSku(wanted.product().sku());
    buildStock.buildFirst(wanted.product().sku());
    var arguments = scripts.arguments(pool);
    arguments.add(holdId, wanted.buyer().id(), ClaimPools.UNCONFIRMED.toMillis());
    arguments.add(settings.margin().toMillis(), settings.latest(clock));
    arguments.add(wanted.buyer().requestHash());
    arguments.addBytes(new Quote(List.of(), List.of(quoted(wanted))).encode());
    arguments.add(wanted.units(), wanted.product().perBuyerLimit());
    arguments.add(millis(wanted.product().onSale(), 0));
    arguments.add(millis(wanted.product().offSale(), Long.MAX_VALUE / 4096));
    arguments.add(wanted.product().open());
    return claimed(scripts.claim(CLAIM_STOCK, pool, arguments), wanted);
  }

  private static long millis(@Nullable Instant time, long otherwise) {
    return time == null ? otherwise : time.toEpochMilli();
  }

  private static HeldProduct quoted(Wanted wanted) {
    var product = wanted.product();
    return HeldProduct.newBuilder()
        .setSku(product.sku())
        .setDisplayName(product.displayName())
        .setVariant(product.variant())
        .setQuantity(wanted.units())
        .setPrice(
            Money.newBuilder()
                .setAmountMinor(product.price().amountMinor())
                .setCurrency(product.currency()))
        .setLine(product.price().line(wanted.units()))
        .setOrganisationId(product.organisationId().toString())
        .build();
  }

  private Claimed claimed(PoolReply reply, Wanted wanted) {
    var product = wanted.product();
    var sku = product.sku();
    return switch (reply.word(0)) {
      case "HELD" -> new Claimed.Held(reader.hold(reply));
      case "ENDED" -> new Claimed.Ended();
      case "REUSED" -> throw WireException.keyReused();
      case "NOT_ENOUGH" ->
          new Claimed.NotEnough(
              new Claimed.Lacking.Product(sku),
              wanted.performanceId(),
              (int) reply.number(2),
              reply.number(3) == 1);
      case "LIMIT_BUYER" ->
          new Claimed.OverBuyerLimit((int) reply.number(1), (int) reply.number(2), sku);
      case "NOT_ON_SALE" ->
          new Claimed.NotOnSale(product.onSale(), product.offSale(), !product.open(), sku);
      default -> throw reply.unexpected();
    };
  }

  /// Tells Redis what PostgreSQL says of the stock now, and that a pinned hold is over here: an
  /// order has its units, or nobody. Safe to repeat.
  ///
  /// @param fence of the pin
  public void settle(String sku, UUID holdId, long fence) {
    var pool = PoolId.ofSku(sku);
    var arguments = scripts.arguments(pool);
    buildStock.addStock(arguments, sku);
    arguments.add(holdId, arguments.epoch() == Fence.epoch(fence) ? Fence.sequence(fence) : 0);
    var _ = scripts.run(SET_STOCK, pool, arguments);
  }
}
