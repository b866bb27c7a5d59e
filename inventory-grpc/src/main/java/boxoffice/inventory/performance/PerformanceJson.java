package boxoffice.inventory.performance;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A performance as the audit log tells of it. Its keys are the names of the fields in the
/// contract.
final class PerformanceJson {
  private PerformanceJson() {}

  static Map<String, Object> of(Performance performance) {
    return new TreeMap<>(
        Map.of(
            "display_name", performance.displayName(),
            "start_time", performance.startTime().toString(),
            "on_sale_time", performance.onSaleTime().toString(),
            "off_sale_time", performance.offSaleTime().toString(),
            "currency", performance.currency(),
            "prices", prices(performance),
            "seats_per_hold", performance.seatsPerHold(),
            "seats_per_buyer", performance.seatsPerBuyer(),
            "orphans_allowed", performance.orphansAllowed(),
            "state", performance.state()));
  }

  private static Map<String, Object> prices(Performance performance) {
    var json = new TreeMap<String, Object>();
    performance.prices().forEach((category, price) -> json.put(category, price.json()));
    return json;
  }

  static Map<String, Object> of(Performance performance, Set<String> fields) {
    var json = of(performance);
    json.keySet().retainAll(fields);
    return json;
  }
}
