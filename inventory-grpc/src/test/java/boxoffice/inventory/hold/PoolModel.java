package boxoffice.inventory.hold;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.hold.ModelHall.Zone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a pool has to be, kept in memory beside the real one: calls a script, says what it must
/// answer, and does the same to itself.
final class PoolModel {
  static final int PER_HOLD = 6;
  static final int PER_BUYER = 9;
  static final int PER_BUYER_OF_TYPE = 3;
  static final String TYPE = "child";
  static final long LASTS = 600_000;
  static final long LONGEST = 1_200_000;
  static final long LONG_AGO = -3_600_000;
  static final long MARGIN = 5_000;
  private static final int RETIRED_AT_ONCE = 8;
  private static final long REMEMBERED = 3_600_000;

  final ModelRedis redis;
  final ModelCells cells = new ModelCells();
  final Map<String, Hold> holds = new TreeMap<>();
  final Map<String, Long> due = new TreeMap<>();
  final TreeSet<String> ended = new TreeSet<>();
  int epoch;
  int revision = 1;
  boolean isOpen = true;
  boolean mayLeaveSingles = true;
  long start;
  private long nextScore = 1;

  PoolModel(ModelRedis redis) {
    this.redis = redis;
  }

  /// A hold; the house's too, while it sets seats aside.
  static final class Hold {
    final Claim claim;
    String state;
    long token;
    long deadline;
    final long created;
    final List<Integer> ordinals;
    final List<String> types;
    String order = "";
    boolean extended;

    Hold(Claim claim, long deadline, long created, List<Integer> ordinals, List<String> types) {
      this.claim = claim;
      this.state = claim.state();
      this.deadline = deadline;
      this.created = created;
      this.ordinals = ordinals;
      this.types = types;
    }

    boolean isOrdered() {
      return state.equals("PINNED") || state.equals("CONSUMED");
    }

    boolean isOver() {
      return deadline < created;
    }
  }

  /// @param types of the named seats
  record Claim(
      String id,
      String buyer,
      int channel,
      String state,
      long lasts,
      List<Integer> named,
      List<String> types,
      List<Wish> wishes) {
    int seats() {
      return named.size() + wishes.stream().mapToInt(Wish::count).sum();
    }

    String request() {
      return named + "" + types + wishes + channel;
    }

    int ofType() {
      return (int) types.stream().filter(TYPE::equals).count()
          + wishes.stream().filter(wish -> wish.type().equals(TYPE)).mapToInt(Wish::count).sum();
    }
  }

  record Wish(String how, int count, String type, List<Zone> zones, List<Zone> otherwise) {}

  static void same(List<String> reply, Object... expected) {
    var texts = Stream.of(expected).map(Object::toString).toList();
    same("reply", reply, (Object) texts);
  }

  /// The second at which a cell of a hold goes free.
  static long freeAt(long deadline) {
    return Math.ceilDiv(deadline + MARGIN, 1000);
  }

  // what all scripts do first

  boolean retireDue() {
    var over =
        due.entrySet().stream()
            .filter(entry -> entry.getValue() <= start)
            .sorted(Map.Entry.comparingByValue())
            .limit(RETIRED_AT_ONCE)
            .map(Map.Entry::getKey)
            .toList();
    over.forEach(this::retire);
    return over.size() == RETIRED_AT_ONCE;
  }

  void retire(String id) {
    var hold = Objects.requireNonNull(holds.remove(id));
    due.remove(id);
    ended.add(id + "|" + hold.claim.buyer());
    if (!hold.state.equals("CONSUMED")) {
      cells.free(hold.token, hold.claim.buyer(), hold.ordinals, hold.types, hold.claim.channel());
    }
  }

  void keep(Hold hold, long deadline) {
    hold.deadline = deadline;
    for (int ordinal : hold.ordinals) {
      cells.put(ordinal, hold.token, freeAt(deadline));
    }
    due.put(hold.claim.id(), freeAt(deadline) * 1000);
  }

  private void says(List<String> reply, String word, Hold hold) {
    var ordinals = String.join(",", hold.ordinals.stream().map(String::valueOf).toList());
    same(
        reply,
        word,
        hold.state,
        hold.deadline,
        "quote",
        ordinals,
        String.join(",", hold.types),
        hold.extended ? 1 : 0,
        hold.created,
        "",
        hold.token,
        hold.claim.channel(),
        hold.claim.request());
  }

  // claim

  List<String> claim(Claim claim) {
    var reply = redis.call("claim", arguments(claim));
    var moreDue = retireDue();
    var known = holds.get(claim.id());
    if (known != null && !known.claim.request().equals(claim.request())) {
      same(reply, "REUSED");
    } else if (known != null && !known.isOrdered() && known.isOver()) {
      same(reply, "ENDED");
    } else if (known != null) {
      assertThat(reply).endsWith("BEFORE");
      says(reply.subList(0, reply.size() - 1), "HELD", known);
    } else if (ended.contains(claim.id() + "|" + claim.buyer())) {
      same(reply, "ENDED");
    } else if (!isOpen) {
      assertThat(reply).startsWith("NOT_ON_SALE").endsWith("0");
    } else {
      claimNew(claim, reply, moreDue);
    }
    return reply;
  }

  private List<Object> arguments(Claim claim) {
    var all = new ArrayList<Object>();
    all.addAll(List.of(epoch, claim.id(), claim.buyer(), claim.lasts(), MARGIN, ModelRedis.FAR));
    all.addAll(List.of(claim.request(), "quote", ModelRedis.HALL, claim.channel(), claim.state()));
    all.add(claim.ofType() > 0 ? 1 : 0);
    if (claim.ofType() > 0) {
      all.addAll(List.of(TYPE, claim.ofType(), PER_BUYER_OF_TYPE));
    }
    all.addAll(ModelHall.segmentArguments(claim.named()));
    all.add(claim.named().size());
    for (int i = 0; i < claim.named().size(); i++) {
      all.addAll(List.of(claim.named().get(i), claim.types().get(i)));
    }
    all.add(claim.wishes().size());
    for (var wish : claim.wishes()) {
      all.addAll(List.of(wish.how(), wish.count(), wish.type()));
      for (var zones : List.of(wish.zones(), wish.otherwise())) {
        all.add(zones.size());
        zones.forEach(zone -> all.addAll(List.of(zone.first(), zone.last(), zone.quality())));
      }
    }
    return all;
  }

  private void claimNew(Claim claim, List<String> reply, boolean moreDue) {
    var refusal = ModelChoice.refusal(this, claim);
    if (refusal.equals(List.of("LIMIT_HOLD", "" + PER_HOLD))) {
      same(reply, refusal.toArray());
      return;
    }
    if (!refusal.isEmpty()) {
      same(reply, moreDue ? new Object[] {"BUSY"} : refusal.toArray());
      return;
    }
    assertThat(reply).startsWith("HELD");
    var ordinals = Stream.of(reply.get(4).split(",", -1)).map(Integer::valueOf).toList();
    var types = new ArrayList<>(claim.types());
    claim
        .wishes()
        .forEach(wish -> {
          for (int i = 0; i < wish.count(); i++) {
            types.add(wish.type());
          }
        });
    ModelChoice.check(this, claim, ordinals);
    var created = Long.parseLong(reply.get(7));
    var hold = new Hold(claim, created + claim.lasts(), created, ordinals, types);
    hold.token = cells.change();
    types.forEach(type -> cells.count(claim.buyer(), type, 1));
    holds.put(claim.id(), hold);
    keep(hold, created + claim.lasts());
    says(reply, "HELD", hold);
  }

  // what becomes of a hold

  private String missing(String id, String buyer) {
    return ended.contains(id + "|" + buyer) ? "ENDED" : "UNKNOWN";
  }

  private @Nullable Hold own(String id, String buyer) {
    var hold = holds.get(id);
    return hold != null && hold.claim.buyer().equals(buyer) ? hold : null;
  }

  Hold hold(String id) {
    return Objects.requireNonNull(holds.get(id));
  }

  void read(String id, String buyer) {
    var reply = redis.call("read_hold", List.of(epoch, id, buyer));
    var hold = own(id, buyer);
    if (hold == null) {
      same(reply, missing(id, buyer));
    } else if (!hold.isOrdered() && hold.isOver()) {
      same(reply, "ENDED");
    } else {
      says(reply, "HELD", hold);
    }
  }

  void release(String id, String buyer) {
    var reply = redis.call("release_hold", List.of(epoch, id, buyer, 0));
    retireDue();
    var hold = own(id, buyer);
    if (hold == null) {
      same(reply, missing(id, buyer));
    } else if (hold.isOrdered()) {
      same(reply, "ORDERED");
    } else {
      retire(id);
      same(reply, "RELEASED");
    }
  }

  void extend(String id, String buyer) {
    var reply =
        redis.call(
            "extend_hold", List.of(epoch, id, buyer, LASTS, MARGIN, ModelRedis.FAR, LONGEST));
    var hold = own(id, buyer);
    if (hold == null) {
      same(reply, missing(id, buyer));
    } else if (hold.isOrdered()) {
      same(reply, "ORDERED");
    } else if (hold.isOver() || hold.state.equals("CLAIMED")) {
      same(reply, "ENDED");
    } else {
      if (!hold.extended) {
        hold.extended = true;
        var deadline = Long.parseLong(reply.get(2));
        assertThat(deadline).isBetween(hold.deadline, hold.created + LONGEST);
        keep(hold, deadline);
      }
      says(reply, "HELD", hold);
    }
  }

  void confirm(String id, String buyer) {
    var reply =
        redis.call("confirm_hold", List.of(epoch, id, buyer, LASTS, MARGIN, ModelRedis.FAR, ""));
    var hold = own(id, buyer);
    if (hold == null || (hold.state.equals("CLAIMED") && hold.isOver())) {
      same(reply, "ENDED");
      return;
    }
    if (hold.state.equals("CLAIMED")) {
      hold.state = "ACTIVE";
      var deadline = Long.parseLong(reply.get(2));
      assertThat(deadline).isBetween(hold.created + LASTS, hold.created + LASTS + 60_000);
      keep(hold, deadline);
    }
    says(reply, "HELD", hold);
  }

  /// @return whether this order has it pinned now
  boolean pin(String id, String buyer, String order) {
    var wanted = start + 900_000;
    var reply =
        redis.call(
            "pin_hold", List.of(epoch, id, buyer, order, wanted, MARGIN, ModelRedis.FAR, LONGEST));
    retireDue();
    var hold = own(id, buyer);
    if (hold == null) {
      same(reply, "ENDED");
    } else if (hold.isOrdered() && !hold.order.equals(order)) {
      same(reply, "ORDERED");
    } else if (hold.isOrdered()) {
      says(reply, "PINNED", hold);
    } else if (hold.isOver()) {
      same(reply, "ENDED");
    } else if (hold.state.equals("CLAIMED")) {
      same(reply, "UNCONFIRMED");
    } else {
      hold.token = cells.change();
      hold.state = "PINNED";
      hold.order = order;
      keep(hold, Math.min(wanted, hold.created + LONGEST));
      says(reply, "PINNED", hold);
      return true;
    }
    return false;
  }

  /// Its time is over.
  void expire(String id) {
    redis.expire(id, nextScore);
    due.put(id, nextScore);
    nextScore++;
  }

  void retireSome() {
    var reply = redis.call("retire_holds", List.of(epoch));
    same(reply, "RETIRED", retireDue() ? 1 : 0);
  }

  void setSale(boolean open, boolean singles) {
    revision++;
    isOpen = open;
    mayLeaveSingles = singles;
    var fields = new ArrayList<Object>(List.of(epoch, revision, ModelRedis.HALL));
    fields.addAll(List.of("open", open ? 1 : 0, "orphans", singles ? 1 : 0));
    same(redis.call("set_sale", fields), "SET");
  }

  // news of orders

  void take(ModelTruth.Reservation order) {
    var reply = redis.call("take_seats", order.arguments(epoch));
    int marked = 0;
    for (int i = 0; i < order.ordinals().size(); i++) {
      int ordinal = order.ordinals().get(i);
      var owner = cells.owner[ordinal];
      if (owner == order.fence() || owner == 0) {
        cells.put(ordinal, order.fence(), ModelCells.NEVER);
        cells.count(order.buyer(), order.types().get(i), owner == 0 ? 1 : 0);
        marked++;
      }
    }
    if (marked > 0) {
      cells.change();
    }
    var hold = holds.get(order.hold());
    if (hold != null && hold.state.equals("PINNED") && hold.token == order.fence()) {
      hold.state = "CONSUMED";
      due.put(order.hold(), ModelRedis.FAR); // about an hour from now
    }
    same(reply, "TAKEN", marked);
  }

  void free(ModelTruth.Reservation order) {
    var reply = redis.call("free_seats", order.arguments(epoch));
    var freed =
        cells.free(order.fence(), order.buyer(), order.ordinals(), order.types(), order.channel());
    var hold = holds.get(order.hold());
    if (hold != null && hold.token == order.fence()) {
      hold.state = "CONSUMED";
      retire(order.hold());
    }
    same(reply, "FREED", freed);
  }

  /// Everything in Redis is what it is here.
  void compare() {
    var seen = redis.see();
    same("owners", Arrays.equals(seen.owner(), cells.owner), seen.owner(), cells.owner);
    same("untils", Arrays.equals(seen.until(), cells.until), seen.until(), cells.until);
    same("runs", seen.runs(), cells.runs());
    same("buyers", seen.buyers(), cells.buyers);
    same("holds", seen.holds(), holds.keySet());
    same("ended", seen.ended(), ended);
    same("sequence", seen.sequence(), cells.sequence);
    same("log", seen.lastLogged(), epoch + "-" + cells.sequence);
    var scores = new TreeMap<>(seen.due());
    due.forEach((id, score) -> {
      if (score == ModelRedis.FAR) {
        assertThat(scores.put(id, score)).isBetween(start + REMEMBERED, start + 2 * REMEMBERED);
      }
    });
    same("due", scores, due);
    accounts();
  }

  private static void same(String what, Object seen, Object mine) {
    same(what, seen.equals(mine), seen, mine);
  }

  /// Most things are: only what is not gets a message.
  private static void same(String what, boolean isSame, Object seen, Object mine) {
    if (!isSame) {
      assertThat(seen).as(what).isEqualTo(mine);
    }
  }

  /// Each seat is free, held by one hold, or taken; nobody has another's.
  private void accounts() {
    var held = new BitSet();
    var tokens = new TreeSet<Long>();
    for (var hold : holds.values()) {
      if (!tokens.add(hold.token)) {
        throw new AssertionError("two holds have token " + hold.token);
      }
      for (int ordinal : hold.isOrdered() ? List.<Integer>of() : hold.ordinals) {
        if (held.get(ordinal) || cells.owner[ordinal] != hold.token) {
          throw new AssertionError("two have seat " + ordinal);
        }
        held.set(ordinal);
      }
    }
  }

  Stream<Hold> holdsByAge() {
    return holds.values().stream().sorted(Comparator.comparingLong(hold -> hold.token));
  }
}
