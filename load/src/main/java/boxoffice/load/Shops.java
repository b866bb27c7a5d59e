package boxoffice.load;

import boxoffice.load.client.GrpcHolds;
import boxoffice.load.client.Rest;
import boxoffice.load.client.RestHolds;
import boxoffice.load.client.Shop;
import boxoffice.load.history.History;
import boxoffice.load.measure.AuditQueues;
import boxoffice.load.measure.Meter;
import boxoffice.load.measure.ProcessCosts;
import boxoffice.load.measure.Sampler;
import boxoffice.load.scenario.House;
import boxoffice.load.system.Target;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What buyers call through, and what is written down and measured of it.
final class Shops implements AutoCloseable {
  private final Meter meter = new Meter();
  private final History history;
  private final @Nullable GrpcHolds grpc;
  private final Shop shop;

  private Shops(Rest rest, Path file, @Nullable GrpcHolds grpc, int atOnce) {
    history = History.create(file);
    this.grpc = grpc;
    shop =
        new Shop(
            rest,
            grpc == null ? new RestHolds(rest) : grpc,
            new Shop.Evidence(history, meter),
            atOnce,
            System.nanoTime());
  }

  /// @param history where it is written down
  /// @param overGrpc whether holds go straight to inventory-grpc
  static Shops open(Opened opened, Path history, boolean overGrpc, int atOnce) {
    var addresses = opened.target().grpc().getOrDefault("inventory", List.of());
    if (overGrpc && addresses.isEmpty()) {
      throw new IllegalArgumentException("the target names no gRPC address of inventory");
    }
    return new Shops(opened.rest(), history, overGrpc ? new GrpcHolds(addresses) : null, atOnce);
  }

  Shop shop() {
    return shop;
  }

  Meter meter() {
    return meter;
  }

  /// Begins to take samples.
  Sampler sample(Opened opened, House house, List<String> timed, Progress progress, long began) {
    var target = opened.target();
    var postgres = target.postgres();
    var sources =
        new Sampler.Sources(
            meter,
            new ProcessCosts(new Members(opened)),
            postgres == null ? null : new AuditQueues(postgres, house.performanceId()),
            shop::underWay,
            shop::waiting,
            progress::second);
    return new Sampler(sources, timed, began);
  }

  /// A process that was restarted has another pid, so the sandbox is asked each time; while it does
  /// not answer, those of the last time are looked at.
  private static final class Members implements Supplier<List<Target.Member>> {
    private final Opened opened;
    private volatile List<Target.Member> last;

    Members(Opened opened) {
      this.opened = opened;
      last = opened.target().processes();
    }

    @Override
    public List<Target.Member> get() {
      try {
        last = opened.control().processes();
      } catch (IllegalStateException | UncheckedIOException e) {
        return withGenerator(last);
      }
      return withGenerator(last);
    }

    private static List<Target.Member> withGenerator(List<Target.Member> members) {
      var generator =
          new Target.Member("load", "load", ProcessHandle.current().pid(), "RUNNING", null);
      return Stream.concat(members.stream(), Stream.of(generator)).toList();
    }
  }

  @Override
  public void close() {
    history.close();
    if (grpc != null) {
      grpc.close();
    }
  }
}
