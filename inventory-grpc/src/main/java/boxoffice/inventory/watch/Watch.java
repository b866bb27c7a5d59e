package boxoffice.inventory.watch;

import boxoffice.inventory.hold.FollowPool;
import boxoffice.inventory.hold.FollowPool.Seen;
import boxoffice.inventory.performance.Performance;
import boxoffice.inventory.v1.WatchAvailabilityResponse;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads for all who watch one performance, and tells them.
///
/// While Redis does not answer they hear nothing, and those who come wait with them: nobody is told
/// what may not be so any more. After a while all of them are sent away.
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final FollowPool followPool;
  private final Supplier<Performance> performance;
  private final WatchSettings settings;
  private final LongSupplier nanos;

  private final Set<Watcher> following = new LinkedHashSet<>();
  private final Set<Watcher> waiting = new LinkedHashSet<>();
  private @Nullable Picture picture;
  private boolean mayBeDraft = true;
  private boolean isFresh;
  private long heardNanos;
  private long saidNanos;

  Watch(
      FollowPool followPool,
      Supplier<Performance> performance,
      WatchSettings settings,
      LongSupplier nanos) {
    this.followPool = followPool;
    this.performance = performance;
    this.settings = settings;
    this.nanos = nanos;
    heardNanos = nanos.getAsLong();
    saidNanos = heardNanos;
  }

  synchronized void add(Watcher watcher) {
    if (!isWatched()) {
      heardNanos = nanos.getAsLong(); // nobody has waited yet
    }
    waiting.add(watcher);
  }

  /// At once where that is known, else with the next look.
  synchronized void welcome(Watcher watcher) {
    if (isFresh && picture != null) {
      picture.since(watcher.seen()).ifPresent(missed -> begin(watcher, missed));
    }
  }

  private void begin(Watcher watcher, WatchAvailabilityResponse missed) {
    if (waiting.remove(watcher) && watcher.send(missed)) {
      following.add(watcher);
    }
  }

  synchronized void remove(Watcher watcher) {
    waiting.remove(watcher);
    following.remove(watcher);
  }

  synchronized boolean isWatched() {
    return !waiting.isEmpty() || !following.isEmpty();
  }

  /// Looks, tells, and gives back what is due.
  ///
  /// @return whether there was an answer
  boolean look() {
    try {
      var asked = performance.get();
      if (isDraft(asked)) {
        showDraft(asked);
        return true;
      }
      var seen = look(asked.performanceId());
      while (seen instanceof Seen.Changes changes && changes.more()) {
        seen = look(asked.performanceId());
      }
      if (seen.due()) {
        followPool.retireDue(asked.performanceId());
      }
      return true;
    } catch (WireException | DataAccessException e) {
      heardNothing(e);
      return false;
    }
  }

  private Seen look(UUID id) {
    var from = version();
    var seen = followPool.look(id, from.epoch(), from.number());
    tell(seen);
    return seen;
  }

  private synchronized Version version() {
    return picture == null ? new Version(0, 0) : picture.version();
  }

  private synchronized boolean isDraft(Performance asked) {
    mayBeDraft = mayBeDraft && asked.state() == Performance.State.DRAFT;
    return mayBeDraft;
  }

  private synchronized void showDraft(Performance draft) {
    if (picture == null) {
      picture = Picture.ofDraft(draft.seatCount());
    }
    welcomeAll(picture);
  }

  private synchronized void tell(Seen seen) {
    switch (seen) {
      case Seen.All all -> {
        picture = Picture.of(all);
        sendAll(picture.snapshot());
      }
      case Seen.Changes changes -> {
        if (picture != null) {
          picture.follow(changes).ifPresent(this::sendAll);
        }
      }
    }
    if (picture != null) {
      welcomeAll(picture);
    }
  }

  /// Also those who say that they have seen more than there is.
  private void welcomeAll(Picture now) {
    heardNanos = nanos.getAsLong();
    isFresh = true;
    for (var watcher : List.copyOf(waiting)) {
      begin(watcher, now.since(watcher.seen()).orElseGet(now::snapshot));
    }
    if (heardNanos - saidNanos >= settings.heartbeat().toNanos()) {
      sendAll(now.heartbeat());
    }
  }

  private void sendAll(WatchAvailabilityResponse update) {
    saidNanos = nanos.getAsLong();
    following.removeIf(watcher -> !watcher.send(update));
  }

  private synchronized void heardNothing(RuntimeException failure) {
    isFresh = false;
    if (nanos.getAsLong() - heardNanos > settings.patience().toNanos()) {
      LOG.info("sent {} streams away: {}", waiting.size() + following.size(), failure.getMessage());
      end(
          WireException.tryAgain(
              ErrorReason.INVENTORY_UNAVAILABLE,
              "what is free is not known at the moment",
              failure));
    }
  }

  synchronized void end(RuntimeException failure) {
    all().forEach(watcher -> watcher.fail(failure));
  }

  synchronized void complete() {
    all().forEach(Watcher::complete);
  }

  private List<Watcher> all() {
    waiting.addAll(following);
    var all = List.copyOf(waiting);
    waiting.clear();
    following.clear();
    return all;
  }
}
