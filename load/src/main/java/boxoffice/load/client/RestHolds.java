package boxoffice.load.client;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Holds through the edge.
public record RestHolds(Rest rest) implements Holds {
  @Override
  public Reply place(Buyer buyer, String key, UUID performance, List<UUID> seats) {
    var body =
        Map.of("seats", seats.stream().map(seat -> Map.of("seatId", seat.toString())).toList());
    return place(buyer, key, performance, body);
  }

  @Override
  public Reply placeBest(Buyer buyer, String key, UUID performance, int count) {
    return place(buyer, key, performance, Map.of("best", List.of(Map.of("count", count))));
  }

  private Reply place(Buyer buyer, String key, UUID performance, Map<String, ?> body) {
    return rest.post("/v1/performances/" + performance + "/holds", body, buyer, key);
  }
}
