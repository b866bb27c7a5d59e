package boxoffice.order;

import boxoffice.order.v1.Order;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.parts.proxy.FaultProxy;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.DerivedId;
import java.time.Duration;
import java.util.UUID;

/// Accounts, a small house and the payment provider, and networks to both that can be broken; for
/// instances of order-grpc that come and go.
final class BrokenShop implements AutoCloseable {
  final RunningUserGrpc user = RunningUserGrpc.start();
  final SmallHouse house = new SmallHouse(user);
  final PaymentProvider provider = PaymentProvider.start(PaymentProvider.Settings.temporary());
  final FaultProxy toProvider = FaultProxy.to("127.0.0.1", provider.port());
  final FaultProxy toInventory = FaultProxy.to("127.0.0.1", house.port());

  /// A new instance, for whoever starts it to close.
  RunningOrderGrpc start(String... more) {
    var arguments = new String[more.length + 2];
    arguments[0] = "--boxoffice.order.lease=4s";
    arguments[1] = "--boxoffice.order.provider.timeout=4s";
    System.arraycopy(more, 0, arguments, 2, more.length);
    return RunningOrderGrpc.start(
        new RunningOrderGrpc.Peers(
            user,
            "static://127.0.0.1:" + toInventory.port(),
            "http://127.0.0.1:" + toProvider.port(),
            provider.secretKey()),
        arguments);
  }

  void heal() {
    toProvider.latency(Duration.ZERO);
    toProvider.heal();
    toInventory.heal();
    provider.faults().clear();
  }

  static Buying by(Person buyer, RunningOrderGrpc order) {
    return Buying.by(buyer, order.channel());
  }

  static String state(Person buyer, RunningOrderGrpc order, Order placed) {
    return stateOf(buyer, order, placed.getOrderId());
  }

  static String stateOf(Person buyer, RunningOrderGrpc order, String orderId) {
    return by(buyer, order).order(orderId).getState().name().replace("ORDER_STATE_", "");
  }

  /// Of the order that this request places.
  static String orderId(Person buyer, UUID request) {
    return DerivedId.of("order", buyer.accountId().toString(), request.toString()).toString();
  }

  /// How often something happened to the payments of an order.
  long count(LedgerEntry.Type type, String orderId) {
    return provider.ledger().stream()
        .filter(entry -> entry.type() == type)
        .filter(entry -> orderId.equals(entry.order()))
        .count();
  }

  /// The first PaymentIntent of an order.
  String intent(Order order) {
    return provider.ledger().stream()
        .filter(entry -> order.getOrderId().equals(entry.order()))
        .findFirst()
        .orElseThrow()
        .paymentIntent();
  }

  @Override
  public void close() {
    toProvider.close();
    toInventory.close();
    provider.close();
    house.close();
    user.close();
  }
}
