package boxoffice.inventory.popular;

import boxoffice.inventory.performance.Interest;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/// Counts what people do, in memory, and adds it to what performances weigh once a second: no call
/// waits for that.
///
/// Fails open: what was counted while Redis is away is gone, because whether it arrived may be
/// unknown and nothing may weigh twice.
final class CountInterest implements Consumer<Interest> {
  private static final Logger LOG = LoggerFactory.getLogger(CountInterest.class);

  /// More than any ranking is indifferent to: the next one is made as soon as may be.
  private static final double STIR = 1e6;

  private final PopularStore store;
  private final PopularSettings settings;
  private final Clock clock;
  private final AtomicReference<Map<UUID, DoubleAdder>> counts =
      new AtomicReference<>(new ConcurrentHashMap<>());
  private final AtomicBoolean stirred = new AtomicBoolean();
  private final AtomicBoolean away = new AtomicBoolean();

  CountInterest(PopularStore store, PopularSettings settings, Clock clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void accept(Interest interest) {
    switch (interest.kind()) {
      case VIEW -> add(interest.performanceId(), settings.view());
      case HOLD -> add(interest.performanceId(), settings.hold());
      case BOOKING -> add(interest.performanceId(), settings.booking());
      case CHANGE -> stirred.set(true);
    }
  }

  /// What is added while the counts are handed on may be missed: it is not worth a lock.
  private void add(UUID performance, double weight) {
    counts.get().computeIfAbsent(performance, _ -> new DoubleAdder()).add(weight);
  }

  @Scheduled(fixedDelayString = "PT1S")
  void flush() {
    var counted = counts.getAndSet(new ConcurrentHashMap<>());
    var stir = stirred.getAndSet(false);
    if (counted.isEmpty() && !stir) {
      return;
    }
    var weights = new ConcurrentHashMap<UUID, Double>();
    counted.forEach((id, weight) -> weights.put(id, weight.sum()));
    try {
      store.add(clock.instant(), weights, stir ? STIR : 0);
      away.set(false);
    } catch (WireException e) {
      if (!away.getAndSet(true)) {
        LOG.warn("popularity is not counted for now: {}", e.getMessage());
      }
    }
  }
}
