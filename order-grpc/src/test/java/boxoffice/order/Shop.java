package boxoffice.order;

import boxoffice.order.v1.GetMoneyReportRequest;
import boxoffice.order.v1.MoneyDay;
import boxoffice.order.v1.MoneyReportServiceGrpc;
import boxoffice.order.v1.Order;
import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.RefundCreateParams;
import java.util.List;
import java.util.stream.Stream;

/// A real order-grpc with all that it works with: accounts, a small house, the payment provider.
final class Shop implements AutoCloseable {
  final RunningUserGrpc user = RunningUserGrpc.start();
  final SmallHouse house;
  final PaymentProvider provider = PaymentProvider.start(PaymentProvider.Settings.temporary());
  final RunningOrderGrpc order;

  /// @param ofHouse settings of inventory-grpc
  /// @param ofOrders settings of order-grpc
  Shop(List<String> ofHouse, String... ofOrders) {
    house = new SmallHouse(user, ofHouse.toArray(String[]::new));
    order = another(ofOrders);
  }

  Shop(String... ofOrders) {
    this(List.of(), ofOrders);
  }

  /// A further instance of order-grpc, for whoever starts it to close.
  RunningOrderGrpc another(String... ofOrders) {
    return RunningOrderGrpc.start(
        new RunningOrderGrpc.Peers(
            user, "static://127.0.0.1:" + house.port(), provider.url(), provider.secretKey()),
        ofOrders);
  }

  Buying by(Person buyer) {
    return Buying.by(buyer, order.channel());
  }

  /// Who asks once, and hears that something is away.
  Buying once(Person buyer) {
    return Buying.by(buyer, order.once());
  }

  /// What the house's organiser is told of a performance.
  List<MoneyDay> moneyReport(String performance) {
    return MoneyReportServiceGrpc.newBlockingStub(order.channel())
        .withCallCredentials(new BearerToken(house.organiser()::accessToken))
        .getMoneyReport(GetMoneyReportRequest.newBuilder().setPerformanceId(performance).build())
        .getDaysList();
  }

  /// What the provider's ledger has of one kind, in minor units.
  long moved(LedgerEntry.Type type) {
    return sum(ledger(type));
  }

  /// What the provider took for an order.
  long charged(Order bought) {
    return sum(ledger(LedgerEntry.Type.CHARGE).filter(entry -> isOf(bought, entry)));
  }

  /// What the provider gave back of an order, whoever asked it to, and has not got back since.
  long givenBack(Order bought) {
    return sum(ledger(LedgerEntry.Type.REFUND).filter(entry -> isOf(bought, entry)))
        - sum(ledger(LedgerEntry.Type.REFUND_RETURNED).filter(entry -> isOf(bought, entry)));
  }

  private static boolean isOf(Order bought, LedgerEntry entry) {
    return bought.getOrderId().equals(entry.order());
  }

  /// How often something happened to the payments of an order.
  long count(Order bought, LedgerEntry.Type type) {
    return ledger(type).filter(entry -> isOf(bought, entry)).count();
  }

  /// The first PaymentIntent of an order.
  String intent(Order bought) {
    return provider.ledger().stream()
        .filter(entry -> bought.getOrderId().equals(entry.order()))
        .findFirst()
        .orElseThrow()
        .paymentIntent();
  }

  /// What somebody has who works at the provider with our account, and not here.
  StripeClient dashboard() {
    return StripeClient.builder()
        .setApiKey(provider.secretKey())
        .setApiBase(provider.url())
        .build();
  }

  /// Gives money of an order back as at the provider's dashboard: nobody here asked for it.
  ///
  /// @return the provider's id of the refund
  String giveBackByHand(Order bought, long amountMinor) throws StripeException {
    return dashboard()
        .v1()
        .refunds()
        .create(
            RefundCreateParams.builder()
                .setPaymentIntent(intent(bought))
                .setAmount(amountMinor)
                .build())
        .getId();
  }

  private Stream<LedgerEntry> ledger(LedgerEntry.Type type) {
    return provider.ledger().stream().filter(entry -> entry.type() == type);
  }

  private static long sum(Stream<LedgerEntry> entries) {
    return entries.mapToLong(LedgerEntry::amount).sum();
  }

  @Override
  public void close() {
    order.close();
    provider.close();
    house.close();
    user.close();
  }
}
