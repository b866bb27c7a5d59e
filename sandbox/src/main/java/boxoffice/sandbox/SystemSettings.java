package boxoffice.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/// How a system is put together.
///
/// @param processes how many of each service, each in a JVM of its own, one where a service is
///   missing; null for all of them in this JVM
/// @param overrides properties by service, over everything else
/// @param faults whether every connection between two pieces can be hurt
/// @param jvmOptions of every process, beside its own
/// @param trustedProxy whose `X-Forwarded-For` the edge believes; null for nobody's
record SystemSettings(
    Ports ports,
    @Nullable Map<ServiceProgram, Integer> processes,
    Constants constants,
    Map<ServiceProgram, Map<String, String>> overrides,
    boolean faults,
    List<String> jvmOptions,
    @Nullable String trustedProxy) {

  static SystemSettings of(Ports ports) {
    return new SystemSettings(ports, null, Constants.PRODUCTION, Map.of(), false, List.of(), null);
  }

  Map<ServiceProgram, Integer> counts() {
    return processes == null ? Map.of() : processes;
  }

  Map<String, String> overridesOf(ServiceProgram service) {
    return overrides.getOrDefault(service, Map.of());
  }

  /// The constants as they are after the overrides.
  Constants.Bounds bounds() {
    var bounds = constants.bounds();
    return new Constants.Bounds(
        seconds(
            ServiceProgram.INVENTORY,
            "boxoffice.inventory.hold.time-to-live",
            bounds.holdSeconds()),
        seconds(
            ServiceProgram.INVENTORY, "boxoffice.inventory.hold.margin", bounds.marginSeconds()),
        bounds.freeSeconds(),
        seconds(ServiceProgram.ORDER, "boxoffice.order.payment-time", bounds.paySeconds()),
        bounds.unknownSeconds(),
        bounds.refundSeconds(),
        seconds(ServiceProgram.ORDER, "boxoffice.order.stuck-time", bounds.stuckSeconds()));
  }

  private long seconds(ServiceProgram service, String property, long otherwise) {
    var value = overridesOf(service).get(property);
    return value == null ? otherwise : toSeconds(DurationStyle.detectAndParse(value));
  }

  private static long toSeconds(Duration duration) {
    return duration.plusMillis(999).toSeconds();
  }
}
