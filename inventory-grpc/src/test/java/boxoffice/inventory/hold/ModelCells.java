package boxoffice.inventory.hold;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The seats of a modelled pool, what buyers have of them, and how many changes there were. As
/// plain as can be: nothing is kept that follows from something else.
final class ModelCells {
  static final long NEVER = 0xFFFFFFFFL;
  static final long BLOCKED = 0xFFFFFFFEL;

  final long[] owner = new long[ModelHall.SEATS];
  final long[] until = new long[ModelHall.SEATS];
  final Map<String, Integer> buyers = new TreeMap<>();
  long sequence;

  long change() {
    sequence++;
    return sequence;
  }

  void put(int ordinal, long newOwner, long newUntil) {
    owner[ordinal] = newOwner;
    until[ordinal] = newUntil;
  }

  boolean isFree(int ordinal, int view) {
    return owner[ordinal] == 0 && until[ordinal] == view;
  }

  BitSet free(int view) {
    var free = new BitSet(ModelHall.SEATS);
    for (int i = 0; i < ModelHall.SEATS; i++) {
      free.set(i, isFree(i, view));
    }
    return free;
  }

  /// What nobody but a channel may have, or nobody at all.
  BitSet taken() {
    var taken = free(0);
    taken.flip(0, ModelHall.SEATS);
    return taken;
  }

  /// Why a view cannot have a seat; empty when it can.
  String refusal(int ordinal, int view) {
    if (owner[ordinal] == 0) {
      return until[ordinal] == view ? "" : "OTHER_CHANNEL";
    }
    return until[ordinal] == BLOCKED ? "BLOCKED" : "TAKEN";
  }

  void count(String buyer, String type, int n) {
    add(buyer, n);
    if (!type.isEmpty()) {
      add(buyer + "|" + type, n);
    }
  }

  private void add(String field, int n) {
    buyers.merge(field, n, (old, more) -> old + more > 0 ? old + more : null);
    if (buyers.getOrDefault(field, 1) <= 0) {
      buyers.remove(field);
    }
  }

  int owned(String field) {
    return buyers.getOrDefault(field, 0);
  }

  /// Frees what the owner still has.
  int free(long token, String buyer, List<Integer> ordinals, List<String> types, int channel) {
    int freed = 0;
    for (int i = 0; i < ordinals.size(); i++) {
      if (owner[ordinals.get(i)] == token) {
        put(ordinals.get(i), 0, channel);
        count(buyer, types.get(i), -1);
        freed++;
      }
    }
    if (freed > 0) {
      change();
    }
    return freed;
  }

  /// One bit for each view, number of neighbours and segment, counted anew.
  BitSet runs() {
    int segments = ModelHall.SEGMENTS.size();
    var runs = new BitSet();
    for (int view = 0; view <= ModelHall.CHANNELS; view++) {
      var free = free(view);
      for (int segment = 0; segment < segments; segment++) {
        var longest = ModelHall.longestRun(segment, free);
        for (int n = 1; n <= Math.min(longest, ModelHall.NEIGHBOURS); n++) {
          runs.set((view * ModelHall.NEIGHBOURS + n - 1) * segments + segment);
        }
      }
    }
    return runs;
  }
}
