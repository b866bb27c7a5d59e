package boxoffice.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What requests can be about, all of it the demo organiser's own: a performance and what belongs
/// to it, a hold, a paid order with its receipt.
final class OrganisersThings {
  private OrganisersThings() {}

  /// @return names and ids by the path variable or the member of a body that names them
  static Map<String, String> make(EdgeClient edge, String token) {
    var values = new HashMap<String, String>();
    var patient = new PatientEdge(edge);
    var performance = patient.get("/v1/performances", null).ok().path("performances").get(0);
    for (var name : List.of("performanceId", "eventId", "seatMapId", "venueId", "organisationId")) {
      var id = performance.path(name).asString();
      values.put(name, id);
      values.put(name.substring(0, name.length() - 2), id);
    }
    var hold = patient.hold(token).path("name").asString();
    var order = patient.buy(patient.hold(token), token, "order");
    values.put("holdName", hold);
    values.put("hold", hold.substring(hold.lastIndexOf('/') + 1));
    var orderId = order.path("orderId").asString();
    // it is numbered when it is first read
    patient.get("/v1/orders/" + orderId + "/receipt", token).succeeded();
    values.put("order", orderId);
    values.put("orderCode", order.path("orderCode").asString());
    values.put("service", "inventory");
    values.put("seatId", SeatChoice.neighbours(edge).seatIds().getFirst());
    return values;
  }
}
