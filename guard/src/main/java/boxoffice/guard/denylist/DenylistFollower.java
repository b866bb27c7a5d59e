package boxoffice.guard.denylist;

import boxoffice.guard.denylist.DenylistSource.Part;
import boxoffice.guard.denylist.DenylistTail.Numbered;
import boxoffice.guard.denylist.DenylistTail.View;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Keeps the list in memory as new as it can be, one poll at a time.
///
/// Redis may have lost everything, have been set back, or be another server by now. It is believed
/// only if it is the very server that was there before the source last answered, holds the epoch
/// known, goes at least as far as what is known, continues it without a gap, and is being written
/// to. Otherwise the source is asked, and Redis is not believed again before it has answered; only
/// that nobody writes there is forgiven while the source is away. For one thread.
final class DenylistFollower {
  private final Denylist list;
  private final DenylistSource source;
  private final @Nullable DenylistTail tail;
  private final long silenceNanos;
  private final LongAdder questions = new LongAdder();

  // how far the list in memory goes; epoch 0 before anything is known
  private long epoch;
  private long number;
  private @Nullable String trustedServer;

  // the last sign that Redis is written to, and not later than when it was given
  private long beat = Long.MIN_VALUE;
  private long beatSince;
  private long lastRead;

  /// Who vouches for the list.
  enum Witness {
    /// The copy in Redis.
    REDIS,
    /// The source.
    SOURCE,
    /// Redis, while nobody writes to it and the source does not answer.
    REDIS_ALONE,
    /// Nobody: the list gets old.
    NOBODY
  }

  /// @param tail null to ask the source each time
  DenylistFollower(
      Denylist list,
      DenylistSource source,
      @Nullable DenylistTail tail,
      DenylistSettings settings) {
    this.list = list;
    this.source = source;
    this.tail = tail;
    silenceNanos = settings.silence().toNanos();
  }

  Witness poll() {
    var started = list.now();
    var view = tail == null ? Optional.<View>empty() : tail.after(epoch, number);
    var followed = false;
    if (view.isPresent()) {
      followed = follow(view.get());
      trustedServer = followed ? trustedServer : null;
      listen(view.get(), started);
    }
    if (followed && started - beatSince <= silenceNanos) {
      list.confirm(started);
      return Witness.REDIS;
    }
    if (isAnswered(view.map(View::runId).orElse(null))) {
      return Witness.SOURCE;
    }
    if (followed) {
      list.confirm(started);
      return Witness.REDIS_ALONE;
    }
    return Witness.NOBODY;
  }

  long questions() {
    return questions.sum();
  }

  /// Takes what is new, if it can be believed and is all there is.
  private boolean follow(View view) {
    if (!view.runId().equals(trustedServer)
        || view.epoch() != epoch
        || view.number() < number
        || view.beat() < beat) {
      return false;
    }
    var reached = number;
    for (var entry : view.news()) {
      reached++;
      if (entry.epoch() != epoch || entry.number() != reached) {
        return false;
      }
    }
    // it may be beyond what the head said a moment before
    if (reached < view.number()) {
      return false;
    }
    list.add(view.news().stream().map(Numbered::entry).toList());
    number = reached;
    return true;
  }

  /// A beat heard now for the first time was given after Redis was last read.
  private void listen(View view, long started) {
    if (view.beat() != beat) {
      beatSince = beat == Long.MIN_VALUE ? started : lastRead;
      beat = view.beat();
    }
    lastRead = started;
  }

  /// @param server the one that Redis is now, null while it is away
  private boolean isAnswered(@Nullable String server) {
    try {
      var asked = list.now();
      while (!isAll(ask())) {
        asked = list.now();
      }
      trustedServer = server;
      list.confirm(asked);
      return true;
    } catch (RuntimeException e) {
      // whatever it is: without an answer the list gets old, and then lets nobody pass
      return false;
    }
  }

  private Part ask() {
    questions.increment();
    return source.after(epoch, number);
  }

  private boolean isAll(Part part) {
    list.add(part.entries());
    if (part.epoch() == epoch && part.number() < number) {
      // set back: what has taken the place of what we know?
      epoch = 0;
      number = 0;
      return false;
    }
    if (!part.complete() && part.epoch() == epoch && part.number() == number) {
      throw new IllegalStateException("the denylist's source gives the same part again");
    }
    epoch = part.epoch();
    number = part.number();
    return part.complete();
  }
}
