package boxoffice.inventory.hold;

import boxoffice.inventory.redis.LuaScript;
import boxoffice.inventory.redis.ScriptRunner;
import boxoffice.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/// Which holds a buyer has, by name, in all performances: beside the pools, for listing alone. What
/// it names may be over, and one that could not be noted is not listed, but lasts like any other.
///
/// No hold waits for its note: those of a few milliseconds travel together. This process lists what
/// it has noted at once, another one when they have arrived. For many threads.
final class HoldIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HoldIndex.class);
  private static final LuaScript NOTE_HOLD = LuaScript.of("note_hold");
  private static final LuaScript DROP_HOLDS = LuaScript.of("drop_holds");
  private static final int MOST = 100;

  /// Shorter than the way of an answer to a buyer and of the next question back.
  private static final Duration SOON = Duration.ofMillis(10);

  private final ScriptRunner scripts;
  private final Duration longest;
  private final Queue<Note> notes = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean due = new AtomicBoolean();
  private final ReentrantLock sending = new ReentrantLock();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("note-holds").factory());

  private record Note(UUID buyer, HoldName name) {}

  /// @param longest how long a hold may last in all
  HoldIndex(ScriptRunner scripts, Duration longest) {
    this.scripts = scripts;
    this.longest = longest;
  }

  void note(UUID buyer, HoldName name) {
    notes.add(new Note(buyer, name));
    if (!due.getAndSet(true)) {
      var _ = later.schedule(this::send, SOON.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /// Returns when all that was noted before has arrived, or cannot.
  private void send() {
    sending.lock();
    try {
      due.set(false);
      var lasts = bytes(Long.toString(longest.toMillis()));
      var runs = new ArrayList<ScriptRunner.Run>();
      for (var note = notes.poll(); note != null; note = notes.poll()) {
        runs.add(
            new ScriptRunner.Run(
                NOTE_HOLD,
                List.of(key(note.buyer())),
                List.of(bytes(note.name().toString()), lasts)));
      }
      if (!runs.isEmpty()) {
        scripts.runTogether(runs);
      }
    } catch (WireException e) {
      LOG.debug("not listed", e);
    } finally {
      sending.unlock();
    }
  }

  /// The hundred that last longest at most; some of them may be over.
  ///
  /// @throws WireException INVENTORY_UNAVAILABLE, OVERLOADED, OUTCOME_UNKNOWN
  List<HoldName> names(UUID buyer) {
    send();
    var last = new CommandArguments(Command.ZRANGE).key(key(buyer)).add(-MOST).add(-1);
    var names = (List<?>) Objects.requireNonNull(scripts.readTogether(List.of(last)).getFirst());
    return names.stream()
        .map(name -> HoldName.parse(new String((byte[]) name, StandardCharsets.US_ASCII)))
        .toList();
  }

  /// Those that are over.
  void drop(UUID buyer, List<HoldName> names) {
    var arguments = names.stream().map(name -> bytes(name.toString())).toList();
    var _ = scripts.run(DROP_HOLDS, List.of(key(buyer)), arguments);
  }

  /// A sorted set of names, by when each is over at the latest, in milliseconds.
  static byte[] key(UUID buyer) {
    return bytes("{b:" + buyer + "}:holds");
  }

  @Override
  public void close() {
    later.close(); // what is due is sent
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
