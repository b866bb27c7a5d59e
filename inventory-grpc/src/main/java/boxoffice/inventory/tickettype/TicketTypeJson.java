package boxoffice.inventory.tickettype;

import boxoffice.inventory.performance.TicketType;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A ticket type as the audit log tells of it. Its keys are the names of the fields in the
/// contract.
final class TicketTypeJson {
  private TicketTypeJson() {}

  static Map<String, Object> of(TicketType type) {
    return new TreeMap<>(
        Map.of(
            "performance_id", type.performanceId().toString(),
            "category", type.category(),
            "display_name", type.displayName(),
            "price", type.price().amountMinor(),
            "charges", type.price().chargesJson(),
            "on_sale_time", String.valueOf(type.window().onSale()),
            "off_sale_time", String.valueOf(type.window().offSale()),
            "per_order_limit", type.perOrderLimit(),
            "per_buyer_limit", type.perBuyerLimit()));
  }

  static Map<String, Object> of(TicketType type, Set<String> fields) {
    var json = of(type);
    json.keySet().retainAll(fields);
    return json;
  }
}
