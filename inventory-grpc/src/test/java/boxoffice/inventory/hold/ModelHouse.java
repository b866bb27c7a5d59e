package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.hold.PoolModel.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What the house does to a modelled pool.
final class ModelHouse {
  static final String HOUSE = "house";

  private ModelHouse() {}

  /// @return whether all of them are set aside
  static boolean setAside(PoolModel model, String id, int channel, List<Integer> seats) {
    var arguments = new ArrayList<Object>();
    arguments.addAll(List.of(model.epoch, id, PoolModel.LASTS, ModelRedis.FAR, ModelRedis.HALL));
    arguments.addAll(List.of(channel, 0, 1));
    for (int seat : seats) {
      var number = ModelHall.segmentOf(seat);
      var segment = ModelHall.SEGMENTS.get(number);
      arguments.addAll(List.of(number, segment.firstOrdinal(), segment.length(), seat, seat));
    }
    var reply = model.redis.call("set_aside", arguments);
    var moreDue = model.retireDue();
    var refused = new ArrayList<String>(List.of("REFUSED"));
    for (int seat : seats) {
      var why = model.cells.refusal(seat, channel);
      if (!why.isEmpty()) {
        refused.addAll(List.of("" + seat, why));
      }
    }
    if (refused.size() > 1) {
      PoolModel.same(reply, moreDue ? new Object[] {"BUSY"} : refused.toArray());
      return false;
    }
    assertThat(reply).startsWith("ASIDE");
    var claim =
        new Claim(id, HOUSE, channel, "CLAIMED", PoolModel.LASTS, seats, List.of(), List.of());
    var types = seats.stream().map(_ -> "").toList();
    // the script does not say when: the cells do
    var second = model.redis.see().until()[seats.getFirst()];
    var hold = new PoolModel.Hold(claim, second * 1000, 0, seats, types);
    hold.token = model.cells.change();
    PoolModel.same(
        reply, "ASIDE", hold.token, String.join(",", seats.stream().map(String::valueOf).toList()));
    seats.forEach(seat -> model.cells.put(seat, hold.token, second));
    model.cells.count(HOUSE, "", seats.size());
    model.holds.put(id, hold);
    model.due.put(id, second * 1000);
    return true;
  }

  static void settle(PoolModel model, String id, long token, boolean keeps, long until) {
    var reply =
        model.redis.call("settle_aside", List.of(model.epoch, id, token, keeps ? 1 : 0, until));
    var hold = Objects.requireNonNull(model.holds.remove(id));
    model.due.remove(id);
    for (int seat : hold.ordinals) {
      model.cells.put(seat, keeps ? token : 0, until);
    }
    model.cells.count(HOUSE, "", -hold.ordinals.size());
    model.cells.change();
    PoolModel.same(reply, "SETTLED", hold.ordinals.size());
  }

  static void unblock(PoolModel model, ModelTruth truth, List<Integer> seats) {
    var arguments = new ArrayList<Object>(List.of(model.epoch, ModelRedis.HALL));
    arguments.addAll(ModelHall.segmentArguments(seats));
    seats.forEach(
        seat -> arguments.addAll(List.of(seat, Objects.requireNonNull(truth.blocked.get(seat)))));
    var reply = model.redis.call("unblock_seats", arguments);
    for (int seat : seats) {
      assertThat(model.cells.refusal(seat, 0)).isEqualTo("BLOCKED");
      model.cells.put(seat, 0, 0);
      truth.blocked.remove(seat);
    }
    if (!seats.isEmpty()) {
      model.cells.change();
    }
    PoolModel.same(reply, "FREED", seats.size());
  }
}
