package boxoffice.sandbox;

import java.util.Map;

/// How long things take by the rules: as in production, or short enough for tests of faults.
///
/// @param bounds before anybody set something else
/// @param settings what services have to be told for it
record Constants(Bounds bounds, Map<ServiceProgram, Map<String, String>> settings) {
  static final Constants PRODUCTION =
      new Constants(new Bounds(600, 5, 5, 900, 60, 300, 600), Map.of());

  static final Constants TEST =
      new Constants(
          new Bounds(8, 5, 2, 20, 20, 30, 30),
          Map.of(
              ServiceProgram.USER,
              Map.of("boxoffice.user.access-token-life", "30s", "boxoffice.guard.leeway", "5s"),
              ServiceProgram.INVENTORY,
              Map.of(
                  "boxoffice.inventory.hold.time-to-live", "8s",
                  "boxoffice.inventory.hold.longest", "24s",
                  "boxoffice.inventory.hold.margin", "5s",
                  "boxoffice.guard.leeway", "5s"),
              // an order whose worker died is taken up after the lease, with time left to end it
              ServiceProgram.ORDER,
              Map.of(
                  "boxoffice.order.payment-time", "20s",
                  "boxoffice.order.stuck-time", "30s",
                  "boxoffice.order.provider.timeout", "4s",
                  "boxoffice.order.lease", "10s",
                  "boxoffice.order.webhook.look-interval", "5s",
                  "boxoffice.guard.leeway", "5s"),
              ServiceProgram.EDGE,
              Map.of("boxoffice.guard.leeway", "5s")));

  Constants {
    settings = Map.copyOf(settings);
  }

  static Constants named(String name) {
    return switch (name) {
      case "production" -> PRODUCTION;
      case "test" -> TEST;
      default ->
          throw new IllegalArgumentException("--constants needs production or test, not " + name);
    };
  }

  /// Seconds, for whoever checks them from outside.
  ///
  /// @param holdSeconds a hold can be ordered with
  /// @param marginSeconds its seats go free so much later
  /// @param freeSeconds and are offered again within this
  /// @param paySeconds an order may wait for its payment
  /// @param unknownSeconds an unclear payment is resolved within this
  /// @param refundSeconds an owed refund is made within this
  /// @param stuckSeconds a person must look at what is open so long after its deadline
  record Bounds(
      long holdSeconds,
      long marginSeconds,
      long freeSeconds,
      long paySeconds,
      long unknownSeconds,
      long refundSeconds,
      long stuckSeconds) {}

  /// What a service has to be told for it.
  Map<String, String> of(ServiceProgram service) {
    return settings.getOrDefault(service, Map.of());
  }
}
