package boxoffice.load;

import boxoffice.load.client.Buyer;
import boxoffice.load.client.Rest;
import boxoffice.load.scenario.House;
import boxoffice.load.scenario.Preparation;
import boxoffice.load.system.Control;
import boxoffice.load.system.FreshSandbox;
import boxoffice.load.system.Target;
import boxoffice.load.system.Targets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The target of a run, ready to be driven: it answers, and gives buyers and houses. A sandbox of
/// the run's own ends with it.
final class Opened implements AutoCloseable {
  private final @Nullable FreshSandbox sandbox;
  private final Target target;
  private final Control control;
  private final Rest rest;

  private Opened(@Nullable FreshSandbox sandbox, Target target) {
    this.sandbox = sandbox;
    this.target = target;
    control = new Control(target);
    rest = new Rest(target.edge());
  }

  /// @param folder for the data of a sandbox of its own
  /// @param more options of that sandbox
  static Opened open(RunOptions options, List<String> more, Path folder) {
    if (!options.fresh) {
      return new Opened(null, Targets.read(options.target));
    }
    var sandboxOptions = new ArrayList<>(more);
    sandboxOptions.add(
        options.processes.isEmpty() ? "--processes" : "--processes=" + options.processes);
    sandboxOptions.addAll(options.sandbox);
    var sandbox = FreshSandbox.start(options.sandboxClassPath, folder, sandboxOptions);
    try {
      return new Opened(sandbox, sandbox.awaitReady());
    } catch (RuntimeException e) {
      sandbox.close();
      throw e;
    }
  }

  Target target() {
    return target;
  }

  Rest rest() {
    return rest;
  }

  Control control() {
    return control;
  }

  /// So many new people, signed in, each with an address of their own.
  List<Buyer> buyers(int count) {
    var people = control.buyers(count);
    return IntStream.range(0, people.size())
        .mapToObj(i ->
            new Buyer(UUID.fromString(people.get(i).buyerId()), people.get(i).token(), address(i)))
        .toList();
  }

  /// In 10.0.0.0/8, which names no real host here.
  private static String address(int number) {
    return "10." + ((number >> 16) & 255) + "." + ((number >> 8) & 255) + "." + (number & 255);
  }

  House house(int seats, int seatsPerBuyer, long seed) {
    var clock = LoadConfiguration.clock();
    var organiser = new Buyer(new UUID(0, 0), control.organiserToken(), address(0));
    // a seed repeats the choices, not the hall: the same hall cannot be imported twice
    var random = new SplittableRandom(seed ^ clock.millis());
    return new Preparation(rest, organiser, random, clock).house(seats, seatsPerBuyer);
  }

  @Override
  public void close() {
    rest.close();
    control.close();
    if (sandbox != null) {
      sandbox.close();
    }
  }
}
