package boxoffice.inventory.watch;

import boxoffice.inventory.performance.Interest;
import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.performance.Performances;
import boxoffice.inventory.v1.WatchAvailabilityRequest;
import boxoffice.inventory.v1.WatchAvailabilityResponse;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/// Opens streams, and keeps one reader for each performance that somebody watches: a virtual thread
/// that ends when nobody does any more.
///
/// A stream counts until its client has read all of it or is gone, so their number bounds the
/// memory that slow ones take.
class WatchAvailability
    implements BiConsumer<WatchAvailabilityRequest, StreamObserver<WatchAvailabilityResponse>> {
  /// While Redis does not answer it is asked less often.
  private static final int CALMER = 4;

  private final Performances performances;
  private final Function<Supplier<Performance>, Watch> newWatch;
  private final Consumer<Interest> interest;
  private final WatchSettings settings;
  private final Counter cut;

  private final Map<UUID, Watch> watches = new ConcurrentHashMap<>();
  private final AtomicInteger streams = new AtomicInteger();
  private volatile boolean stopped;

  WatchAvailability(
      Performances performances,
      Function<Supplier<Performance>, Watch> newWatch,
      Consumer<Interest> interest,
      WatchSettings settings,
      Counter cut) {
    this.performances = performances;
    this.newWatch = newWatch;
    this.interest = interest;
    this.settings = settings;
    this.cut = cut;
  }

  int streams() {
    return streams.get();
  }

  int performances() {
    return watches.size();
  }

  /// @throws WireException NOT_FOUND, also for somebody else's draft; OVERLOADED
  @Override
  public void accept(
      WatchAvailabilityRequest request, StreamObserver<WatchAvailabilityResponse> reply) {
    var id = performances.visible(WireTypes.uuid(request.getPerformanceId())).performanceId();
    open();
    var stream = (ServerCallStreamObserver<WatchAvailabilityResponse>) reply;
    var watcher =
        new Watcher(stream, Version.parse(request.getAfterVersion()), settings.pending(), cut);
    stream.setOnReadyThreshold((int) settings.ready().toBytes());
    stream.setOnReadyHandler(watcher::drain);
    var closed = new AtomicBoolean();
    Runnable close =
        () -> {
          if (closed.compareAndSet(false, true)) {
            watcher.forget();
            leave(id, watcher);
            streams.decrementAndGet();
          }
        };
    stream.setOnCancelHandler(close);
    stream.setOnCloseHandler(close);
    interest.accept(new Interest(id, Interest.Kind.VIEW));
    join(id, watcher).welcome(watcher);
    if (stopped) {
      watcher.complete();
    }
  }

  private void open() {
    if (streams.incrementAndGet() > settings.streams() || stopped) {
      streams.decrementAndGet();
      throw WireException.tryAgain(ErrorReason.OVERLOADED, "too many streams", null);
    }
  }

  private Watch join(UUID id, Watcher watcher) {
    return watches.compute(
        id,
        (_, known) -> {
          var watch = known == null ? start(id) : known;
          watch.add(watcher);
          return watch;
        });
  }

  private void leave(UUID id, Watcher watcher) {
    var watch = watches.get(id);
    if (watch != null) {
      watch.remove(watcher);
    }
  }

  private Watch start(UUID id) {
    var watch = newWatch.apply(() -> performances.performance(id));
    Thread.ofVirtual().name("watch-" + id).start(() -> follow(id, watch));
    return watch;
  }

  private void follow(UUID id, Watch watch) {
    try {
      while (isWanted(id)) {
        var heard = watch.look();
        Thread.sleep(heard ? settings.interval() : settings.interval().multipliedBy(CALMER));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      watches.remove(id, watch);
      watch.end(e);
      throw e;
    }
  }

  /// Nobody joins a watch that has been found unwanted.
  private boolean isWanted(UUID id) {
    return watches.computeIfPresent(id, (_, watch) -> watch.isWatched() ? watch : null) != null;
  }

  /// Before the server waits for its calls to end.
  @EventListener(ContextClosedEvent.class)
  void stop() {
    stopped = true;
    watches.values().forEach(Watch::complete);
  }
}
