package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;

/// What somebody sees of a pool who follows its changes.
final class ModelPicture {
  private static final int AT_ONCE = 50;

  private int epoch;
  private long number = -1;
  private BitSet taken = new BitSet();

  void follow(PoolModel model) {
    if (model.epoch != epoch) {
      number = -1;
    }
    epoch = model.epoch;
    do {
      look(model);
    } while (number < model.cells.sequence);
    assertThat(number).isEqualTo(model.cells.sequence);
    assertThat(taken).as("what everybody sees").isEqualTo(model.cells.taken());
  }

  private void look(PoolModel model) {
    var before = number;
    var reply = model.redis.call("watch_pool", List.of(epoch, number, AT_ONCE));
    assertThat(reply.get(1)).as("due").isEqualTo(isDue(model) ? "1" : "0");
    number = Long.parseLong(reply.get(2));
    if (reply.getFirst().equals("POOL")) {
      taken = model.redis.see().taken();
    } else {
      apply(reply.subList(3, reply.size()));
    }
    assertThat(number).isGreaterThanOrEqualTo(before);
  }

  private static boolean isDue(PoolModel model) {
    return model.due.values().stream().anyMatch(score -> score <= model.start);
  }

  private void apply(List<String> changes) {
    for (int i = 0; i < changes.size(); i += 2) {
      var what = changes.get(i);
      if (what.equals("take") || what.equals("free")) {
        for (var ordinal : changes.get(i + 1).split(",", -1)) {
          taken.set(Integer.parseInt(ordinal), what.equals("take"));
        }
      }
    }
  }
}
