package boxoffice.inventory.hold;

import boxoffice.inventory.hold.PoolModel.Claim;
import boxoffice.inventory.hold.PoolModel.Hold;
import boxoffice.inventory.hold.PoolModel.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One sequence: buyers, partners, orders, the house, and now and then the loss of Redis.
final class ModelSequence {
  private static final int STEPS = 30;
  private static final int CROWD = 15;
  private static final List<String> BUYERS = List.of("ada", "bob", "cyd");

  private final Random random;
  private final ModelRedis redis;
  private final PoolModel model;
  private final ModelTruth truth = new ModelTruth();
  private final ModelPicture picture = new ModelPicture();
  private final List<Claim> claims = new ArrayList<>();
  private final List<ModelTruth.Reservation> told = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private int names;

  ModelSequence(ModelRedis redis, long seed) {
    this.redis = redis;
    random = new Random(seed);
    model = new PoolModel(redis);
  }

  /// @return how many steps it had
  int run() {
    redis.lose();
    model.mayLeaveSingles = random.nextBoolean();
    truth.build(model, true);
    model.start = redis.now(model.epoch);
    model.compare();
    for (int i = 0; i < STEPS; i++) {
      step(random.nextInt(100));
      model.compare();
      if (random.nextInt(3) == 0) {
        picture.follow(model);
      }
    }
    return STEPS;
  }

  private void step(int dice) {
    if (dice < 30) {
      did("claim", newClaim());
    } else if (dice < 34) {
      again();
    } else if (dice < 66) {
      any(model.holdsByAge().toList()).ifPresent(hold -> ofHold(dice, hold));
    } else if (dice < 80) {
      ofOrder(dice);
    } else if (dice < 90) {
      ofHouse(dice);
    } else if (dice < 92) {
      did("retire", "");
      model.retireSome();
    } else if (dice < 93) {
      crowd();
    } else if (dice < 96) {
      did("sale", "");
      model.setSale(random.nextInt(4) > 0, random.nextBoolean());
    } else if (dice < 98) {
      stale();
    } else {
      rebuild();
    }
  }

  private void did(String what, Object of) {
    done.add(what + " " + of);
    if (of instanceof Claim claim) {
      claims.add(claim);
      model.claim(claim);
    }
  }

  private <T> Optional<T> any(List<T> list) {
    return list.isEmpty() ? Optional.empty() : Optional.of(list.get(random.nextInt(list.size())));
  }

  private String buyer() {
    return BUYERS.get(random.nextInt(BUYERS.size()));
  }

  private String newName(String kind) {
    names++;
    return kind + names;
  }

  private Claim newClaim() {
    var channel = random.nextInt(5) == 0 ? 1 + random.nextInt(ModelHall.CHANNELS) : 0;
    var wishes = new ArrayList<Wish>();
    if (random.nextInt(3) == 0) {
      wishes.add(neighbours());
    }
    if (random.nextInt(5) == 0) {
      wishes.add(new Wish("PLACES", upTo(4), type(), List.of(ModelHall.AREA), List.of()));
    }
    var named = wishes.isEmpty() || random.nextInt(4) == 0 ? seats(upTo(4)) : List.<Integer>of();
    return new Claim(
        newName("h"),
        buyer(),
        channel,
        random.nextInt(6) == 0 ? "CLAIMED" : "ACTIVE",
        random.nextInt(8) == 0 ? PoolModel.LONG_AGO : PoolModel.LASTS,
        named,
        named.stream().map(_ -> type()).toList(),
        wishes);
  }

  private Wish neighbours() {
    return random.nextInt(4) == 0
        ? new Wish("NEIGHBOURS", upTo(3), type(), List.of(ModelHall.ACCESSIBLE), List.of())
        : new Wish(
            "NEIGHBOURS", upTo(5), type(), List.of(ModelHall.ROWS), List.of(ModelHall.ACCESSIBLE));
  }

  private int upTo(int most) {
    return 1 + random.nextInt(most);
  }

  private String type() {
    return random.nextInt(4) == 0 ? PoolModel.TYPE : "";
  }

  /// Neighbours, or any.
  private List<Integer> seats(int count) {
    var seats = new TreeSet<Integer>();
    int first = random.nextInt(ModelHall.SEATS);
    for (int i = 0; i < count; i++) {
      seats.add(
          random.nextInt(4) == 0
              ? random.nextInt(ModelHall.SEATS)
              : Math.min(first + i, ModelHall.SEATS - 1));
    }
    return List.copyOf(seats);
  }

  /// More holds than one script retires, and all of them are over.
  private void crowd() {
    done.add("crowd");
    for (int i = 0; i < CROWD; i++) {
      var seat = List.of(random.nextInt(ModelHall.SEATS));
      var name = newName("h");
      model.claim(
          new Claim(name, name, 0, "ACTIVE", PoolModel.LASTS, seat, List.of(""), List.of()));
    }
    model
        .holdsByAge()
        .filter(hold -> !hold.state.equals("CONSUMED"))
        .forEach(hold -> model.expire(hold.claim.id()));
    for (int i = 0; i < 3; i++) {
      did("claim", newClaim());
    }
  }

  /// The same request once more, or another one under its name.
  private void again() {
    any(claims)
        .ifPresent(claim -> {
          done.add("again " + claim.id());
          var named = random.nextInt(4) == 0 ? seats(2) : claim.named();
          var types =
              named.equals(claim.named()) ? claim.types() : named.stream().map(_ -> "").toList();
          model.claim(
              new Claim(
                  claim.id(),
                  claim.buyer(),
                  claim.channel(),
                  claim.state(),
                  claim.lasts(),
                  named,
                  types,
                  claim.wishes()));
        });
  }

  private void ofHold(int dice, Hold hold) {
    var id = hold.claim.id();
    if (hold.claim.buyer().equals(ModelHouse.HOUSE)) {
      model.expire(id); // nobody else knows of it
      return;
    }
    var buyer = random.nextInt(6) == 0 ? buyer() : hold.claim.buyer();
    done.add("hold " + dice + " " + id + " " + buyer);
    if (dice < 40) {
      model.release(id, buyer);
    } else if (dice < 43) {
      model.read(id, buyer);
    } else if (dice < 47) {
      model.extend(id, buyer);
    } else if (dice < 50) {
      model.confirm(id, buyer);
    } else if (dice < 56) {
      if (!hold.state.equals("CONSUMED")) {
        model.expire(id);
      }
    } else {
      order(hold, buyer);
    }
  }

  /// As ReserveSeats does: pin, commit, tell; or a crash behind any of them.
  private void order(Hold hold, String buyer) {
    var order = random.nextInt(6) == 0 && !hold.order.isEmpty() ? hold.order : newName("o");
    if (!model.pin(hold.claim.id(), buyer, order) || random.nextInt(8) == 0) {
      return;
    }
    var reservation = ModelTruth.Reservation.of(hold, model.epoch);
    if (!truth.reserve(reservation)) {
      model.free(reservation); // of this epoch still
    } else if (random.nextInt(5) > 0) {
      model.take(reservation);
    }
  }

  private void ofOrder(int dice) {
    any(List.copyOf(truth.orders.values()))
        .ifPresent(order -> {
          done.add("order " + dice + " " + order.order());
          if (dice < 72) {
            model.take(order); // late, or once more
            return;
          }
          truth.free(order);
          told.add(order);
          if (random.nextInt(6) > 0) {
            model.free(order);
          }
        });
    if (dice >= 78) {
      any(told)
          .ifPresent(order -> { // late, or once more
            done.add("freed " + order.order());
            model.free(order);
          });
    }
  }

  private void ofHouse(int dice) {
    done.add("house " + dice);
    var seats = seats(upTo(5));
    if (dice < 84) {
      block(seats);
    } else if (dice < 86) {
      var some = truth.blocked.keySet().stream().filter(_ -> random.nextBoolean()).toList();
      ModelHouse.unblock(model, truth, some);
    } else {
      var channel = upTo(ModelHall.CHANNELS);
      var back = random.nextInt(3) == 0;
      allocate(seats, back ? channel : 0, back ? 0 : channel);
    }
  }

  private void block(List<Integer> seats) {
    var claim = newName("a");
    if (!ModelHouse.setAside(model, claim, 0, seats) || random.nextInt(6) == 0) {
      return;
    }
    var token = model.hold(claim).token;
    if (truth.isFree(seats)) {
      truth.block(seats, model.epoch, token);
      ModelHouse.settle(model, claim, token, true, ModelCells.BLOCKED);
    } else {
      ModelHouse.settle(model, claim, token, false, 0);
    }
  }

  private void allocate(List<Integer> seats, int from, int to) {
    var claim = newName("a");
    if (!ModelHouse.setAside(model, claim, from, seats) || random.nextInt(6) == 0) {
      return;
    }
    var isFree = truth.isFree(seats);
    if (isFree) {
      truth.allocate(seats, to);
    }
    ModelHouse.settle(model, claim, model.hold(claim).token, false, isFree ? to : from);
  }

  /// Whoever has an old epoch does nothing.
  private void stale() {
    done.add("stale");
    var old = model.epoch - 1;
    Stream.of("retire_holds", "read_pool")
        .forEach(script -> PoolModel.same(redis.call(script, List.of(old)), "REBUILDING"));
    any(claims)
        .ifPresent(claim -> {
          for (var script : List.of("release_hold", "read_hold")) {
            var reply = redis.call(script, List.of(old, claim.id(), claim.buyer(), 0));
            PoolModel.same(reply, "REBUILDING");
          }
        });
  }

  private void rebuild() {
    var isLost = random.nextBoolean();
    done.add("rebuild " + isLost);
    if (isLost) {
      redis.lose();
    }
    truth.build(model, isLost);
  }

  @Override
  public String toString() {
    return IntStream.range(0, done.size())
        .mapToObj(i -> "\n  " + i + " " + done.get(i))
        .reduce("", String::concat);
  }
}
