package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What PostgreSQL would say: reservations, blocks and allocations, each seat with the fence under
/// which it was last given away; and how a pool is built from that.
final class ModelTruth {
  private static final String CHILD = "|" + PoolModel.TYPE;

  final Map<String, Reservation> orders = new TreeMap<>();
  final Map<Integer, Long> blocked = new TreeMap<>();
  private final Map<Integer, Integer> channels = new TreeMap<>();
  private final Map<Integer, Reservation> reserved = new TreeMap<>();
  private final Map<Integer, Long> fences = new TreeMap<>();

  /// @param fence the sequence; epochs are beside it
  record Reservation(
      String order,
      String hold,
      int epoch,
      long fence,
      String buyer,
      int channel,
      List<Integer> ordinals,
      List<String> types) {

    static Reservation of(PoolModel.Hold hold, int epoch) {
      var claim = hold.claim;
      return new Reservation(
          hold.order,
          claim.id(),
          epoch,
          hold.token,
          claim.buyer(),
          claim.channel(),
          hold.ordinals,
          hold.types);
    }

    List<Object> arguments(int now) {
      var all = new ArrayList<Object>(List.of(now, hold, fence, buyer, ModelRedis.HALL, channel));
      all.addAll(ModelHall.segmentArguments(ordinals));
      for (int i = 0; i < ordinals.size(); i++) {
        all.addAll(List.of(ordinals.get(i), types.get(i)));
      }
      return all;
    }

    long fullFence() {
      return Fence.of(epoch, fence);
    }
  }

  boolean isFree(List<Integer> ordinals) {
    return ordinals.stream().noneMatch(i -> reserved.containsKey(i) || blocked.containsKey(i));
  }

  /// The commit, when the seats are free; fences of a seat only grow.
  boolean reserve(Reservation order) {
    if (!isFree(order.ordinals())
        || order.ordinals().stream()
            .anyMatch(i -> channels.getOrDefault(i, 0) != order.channel())) {
      return false;
    }
    for (int ordinal : order.ordinals()) {
      draw(ordinal, order.fullFence());
      reserved.put(ordinal, order);
    }
    orders.put(order.order(), order);
    return true;
  }

  private void draw(int ordinal, long fence) {
    assertThat(fence).as("fence").isGreaterThan(fences.getOrDefault(ordinal, 0L));
    fences.put(ordinal, fence);
  }

  void free(Reservation order) {
    orders.remove(order.order());
    order.ordinals().forEach(reserved::remove);
  }

  void block(List<Integer> ordinals, int epoch, long token) {
    for (int ordinal : ordinals) {
      draw(ordinal, Fence.of(epoch, token));
      blocked.put(ordinal, token);
    }
  }

  void allocate(List<Integer> ordinals, int channel) {
    ordinals.forEach(ordinal -> channels.put(ordinal, channel));
  }

  long lastSequence() {
    return fences.values().stream().mapToLong(Fence::sequence).max().orElse(0);
  }

  /// Writes the pool anew, and the model with it.
  void build(PoolModel model, boolean isRedisLost) {
    var arguments = new ArrayList<Object>();
    arguments.addAll(List.of(model.epoch + 1, lastSequence() + 1, ModelRedis.HALL));
    var image = new PoolImage(ModelHall.layout(), ModelHall.CHANNELS);
    channels.forEach((ordinal, channel) -> image.allocate(ordinal, channel));
    reserved.forEach((ordinal, order) -> image.take(ordinal, order.fence()));
    blocked.forEach(image::block);
    arguments.addAll(List.of(image.layout(), image.seats(), image.runs()));
    arguments.addAll(fields(model));
    var buyers = buyers();
    arguments.add(buyers.size());
    buyers.forEach((field, n) -> arguments.addAll(List.of(field, n)));
    var reply = model.redis.call("build_pool", arguments);

    model.epoch++;
    model.cells.sequence =
        isRedisLost ? lastSequence() + 1 : Math.max(lastSequence() + 1, model.cells.sequence + 1);
    for (int i = 0; i < ModelHall.SEATS; i++) {
      var order = reserved.get(i);
      if (order != null) {
        model.cells.put(i, order.fence(), ModelCells.NEVER);
      } else if (blocked.containsKey(i)) {
        model.cells.put(i, blocked.get(i), ModelCells.BLOCKED);
      } else {
        model.cells.put(i, 0, channels.getOrDefault(i, 0));
      }
    }
    model.cells.buyers.clear();
    model.cells.buyers.putAll(buyers);
    if (isRedisLost) {
      model.holds.clear();
      model.due.clear();
      model.ended.clear();
    }
    PoolModel.same(reply, "BUILT", goOn(model));
  }

  /// Holds that the truth has not overtaken get new tokens, whichever.
  private static int goOn(PoolModel model) {
    int kept = 0;
    var tokens = new ArrayList<Long>();
    for (var hold : List.copyOf(model.holds.values())) {
      var id = hold.claim.id();
      var score = Objects.requireNonNull(model.due.get(id));
      var isDue = score <= model.start;
      if (hold.state.equals("CONSUMED") && !isDue) {
        continue;
      }
      var isFree =
          hold.ordinals.stream().allMatch(i -> model.cells.isFree(i, hold.claim.channel()));
      if (isDue || !isFree) {
        model.holds.remove(id);
        model.due.remove(id);
        model.ended.add(id + "|" + hold.claim.buyer());
        continue;
      }
      kept++;
      var seen = model.redis.see();
      hold.token = seen.owner()[hold.ordinals.getFirst()];
      tokens.add(hold.token);
      var second = score / 1000;
      hold.ordinals.forEach(ordinal -> model.cells.put(ordinal, hold.token, second));
      hold.types.forEach(type -> model.cells.count(hold.claim.buyer(), type, 1));
    }
    for (int i = 0; i < kept; i++) {
      assertThat(tokens).as("new tokens").contains(model.cells.change());
    }
    return kept;
  }

  private static List<Object> fields(PoolModel model) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("revision", model.revision);
    fields.put("segments", ModelHall.SEGMENTS.size());
    fields.put("channels", ModelHall.CHANNELS);
    fields.put("on_sale", 0);
    fields.put("off_sale", ModelRedis.FAR);
    fields.put("per_hold", PoolModel.PER_HOLD);
    fields.put("per_buyer", PoolModel.PER_BUYER);
    fields.put("open", model.isOpen ? 1 : 0);
    fields.put("orphans", model.mayLeaveSingles ? 1 : 0);
    var list = new ArrayList<Object>();
    list.add(fields.size());
    fields.forEach((name, value) -> list.addAll(List.of(name, value)));
    return list;
  }

  private Map<String, Integer> buyers() {
    var buyers = new TreeMap<String, Integer>();
    for (var order : orders.values()) {
      for (var type : order.types()) {
        buyers.merge(order.buyer(), 1, Integer::sum);
        if (!type.isEmpty()) {
          buyers.merge(order.buyer() + CHILD, 1, Integer::sum);
        }
      }
    }
    return buyers;
  }
}
