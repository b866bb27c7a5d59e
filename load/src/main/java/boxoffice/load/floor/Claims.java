package boxoffice.load.floor;

import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.load.floor.ClaimCommand.Seat;
import boxoffice.load.floor.ClaimCommand.Segment;
import boxoffice.load.floor.Floors.House;
import boxoffice.load.floor.Floors.Plan;
import boxoffice.load.floor.Turns.Step;
import boxoffice.load.system.Target;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Claims of four neighbours each, of the same seats by every way there is: over gRPC, over REST,
/// by the script alone, by the least script. Each way finds the house as free as the others did,
/// because whoever claimed gives back before the next turn.
final class Claims implements AutoCloseable {
  static final String GRPC = "claim over gRPC";
  static final String REST = "hold over REST";
  static final String SCRIPT = "claim script on Redis";
  static final String BARE = "SET NX of the same seats";
  static final String GRANTED = "claim that is granted";
  static final String REFUSED = "claim that is refused";
  private static final int NEIGHBOURS = 4;

  /// What a buyer may have unless the performance says otherwise.
  private static final int USUAL_LIMIT = 10;

  private final Calls calls;
  private final Trial trial;
  private final UUID performance;
  private final List<Group> groups;
  private final AtomicReferenceArray<@Nullable String> held;
  private final @Nullable Scripts scripts;
  private final @Nullable ClaimCommand command;

  /// Seats that are claimed together, and who claims them.
  private record Group(List<UUID> ids, List<Seat> seats, UUID buyer) {}

  /// @param redis null where it cannot be reached: then the scripts are not measured
  Claims(Calls calls, Trial trial, House house, Plan plan, Target.@Nullable Redis redis) {
    this.calls = calls;
    this.trial = trial;
    this.performance = house.performanceId();
    calls.release(0, name(calls.place(0, performance, house.seatIds().subList(0, NEIGHBOURS))));
    this.scripts = redis == null ? null : new Scripts(redis, performance, plan.concurrency());
    var runs = scripts == null ? List.of(row(house)) : scripts.segments();
    var limit = scripts == null ? USUAL_LIMIT : scripts.seatsPerBuyer();
    var possible = Math.min(plan.operations(), calls.buyers() * (limit / NEIGHBOURS));
    this.groups = groups(runs, house, possible);
    this.held = new AtomicReferenceArray<>(groups.size());
    this.command = scripts == null ? null : learn(scripts, groups.getFirst());
  }

  private static List<Seat> row(House house) {
    var row = new Segment(0, 0, house.seatIds().size());
    return IntStream.range(0, row.length()).mapToObj(seat -> new Seat(seat, row)).toList();
  }

  private List<Group> groups(List<List<Seat>> runs, House house, int most) {
    var neighbours =
        runs.stream()
            .flatMap(run ->
                IntStream.rangeClosed(1, run.size() / NEIGHBOURS)
                    .mapToObj(n -> run.subList((n - 1) * NEIGHBOURS, n * NEIGHBOURS)))
            .limit(most)
            .toList();
    return IntStream.range(0, neighbours.size())
        .mapToObj(number ->
            new Group(
                neighbours.get(number).stream()
                    .map(seat -> house.seatIds().get(seat.ordinal()))
                    .toList(),
                neighbours.get(number),
                calls.buyer(number)))
        .toList();
  }

  private ClaimCommand learn(Scripts from, Group group) {
    try {
      return from.learn(
          () -> keep(0, calls.place(0, performance, group.ids())), group.buyer(), group.seats());
    } finally {
      release();
    }
  }

  /// How many claims there is room for.
  int count() {
    return groups.size();
  }

  /// Of the house that is claimed in.
  String availabilityPath() {
    return "/v1/performances/" + performance + "/availability";
  }

  Step overGrpc() {
    return new Step(GRPC, trial, count(), this::claim, this::release);
  }

  Step overRest() {
    return new Step(
        REST,
        trial,
        count(),
        number ->
            held.set(number, calls.placeByRest(number, performance, groups.get(number).ids())),
        this::release);
  }

  /// Empty without Redis.
  Stream<Step> script() {
    if (scripts == null || command == null) {
      return Stream.empty();
    }
    return Stream.of(
        new Step(
            SCRIPT,
            trial,
            count(),
            number -> {
              var group = groups.get(number);
              held.set(number, scripts.claim(command, group.buyer(), group.seats()));
            },
            this::release));
  }

  /// Empty without Redis.
  Stream<Step> bare() {
    if (scripts == null) {
      return Stream.empty();
    }
    var keys = groups.stream().map(group -> scripts.bareKeys(group.seats())).toList();
    return Stream.of(
        new Step(
            BARE,
            trial,
            count(),
            number -> scripts.bareClaim(keys.get(number), groups.get(number).buyer()),
            () -> keys.forEach(scripts::forget)));
  }

  /// Leaves the seats taken, for [#refused()].
  Step granted() {
    return new Step(GRANTED, trial, count(), this::claim);
  }

  /// Comes after [#granted()]: asks for the same seats as the next buyer.
  Step refused() {
    return new Step(
        REFUSED,
        trial,
        count(),
        number -> {
          var answer = calls.place(number + 1, performance, groups.get(number).ids());
          if (!answer.hasSeatsUnavailable()) {
            throw new IllegalStateException("seats that are taken were answered " + answer);
          }
        },
        this::release);
  }

  private void claim(int number) {
    var _ = keep(number, calls.place(number, performance, groups.get(number).ids()));
  }

  private PlaceHoldResponse keep(int number, PlaceHoldResponse answer) {
    held.set(number, name(answer));
    return answer;
  }

  private static String name(PlaceHoldResponse answer) {
    if (!answer.hasHeld()) {
      throw new IllegalStateException("free seats were answered " + answer);
    }
    return answer.getHeld().getName();
  }

  private void release() {
    trial.forEach(
        count(),
        number -> {
          var name = held.getAndSet(number, null);
          if (name != null) {
            calls.release(number, name);
          }
        });
  }

  @Override
  public void close() {
    release();
    if (scripts != null) {
      scripts.close();
    }
  }
}
