package boxoffice.sandbox;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Two free seats that follow each other in a row of the first performance that has them.
///
/// @param labels for people
record SeatChoice(
    String performanceId, String performance, List<String> seatIds, List<String> labels) {

  static SeatChoice neighbours(EdgeClient edge) {
    for (var performance : read(edge, "/v1/performances").path("performances")) {
      var id = performance.path("performanceId").asString();
      var availability = read(edge, "/v1/performances/" + id + "/availability");
      var taken = new HashSet<Integer>();
      availability.path("takenOrdinals").forEach(ordinal -> taken.add(ordinal.asInt()));
      var rows = "/v1/seatMaps/" + performance.path("seatMapId").asString() + "/rows";
      for (var row : read(edge, rows).path("rows")) {
        var seats = row.path("seats");
        for (int i = 1; i < seats.size(); i++) {
          if (isFree(seats.get(i - 1), taken) && isFree(seats.get(i), taken)) {
            return of(performance, row, List.of(seats.get(i - 1), seats.get(i)));
          }
        }
      }
    }
    throw new IllegalStateException("no two free neighbours in any performance");
  }

  /// A busy machine may be too late with it once or twice.
  private static JsonNode read(EdgeClient edge, String path) {
    return Patience.await(path, () -> edge.get(path, null), answer -> answer.status() != 503).ok();
  }

  private static boolean isFree(JsonNode seat, Set<Integer> taken) {
    return !taken.contains(seat.path("ordinal").asInt());
  }

  private static SeatChoice of(JsonNode performance, JsonNode row, List<JsonNode> seats) {
    return new SeatChoice(
        performance.path("performanceId").asString(),
        performance.path("displayName").asString(),
        seats.stream().map(seat -> seat.path("seatId").asString()).toList(),
        seats.stream()
            .map(seat ->
                row.path("section").asString()
                    + " "
                    + row.path("row").asString()
                    + seat.path("number").asString())
            .toList());
  }

  /// As the edge wants it.
  Map<String, Object> body() {
    return Map.of("seats", seatIds.stream().map(id -> Map.of("seatId", id)).toList());
  }
}
