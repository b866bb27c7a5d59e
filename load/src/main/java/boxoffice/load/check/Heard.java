package boxoffice.load.check;

import boxoffice.load.history.Event;
import boxoffice.load.history.Event.Kind;
import boxoffice.load.history.Event.Phase;
import boxoffice.load.history.History;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// How often callers were told what, each call by itself: a repeated one is counted again. Looks
/// are left out.
final class Heard {
  private final Map<Kind, Map<String, Long>> outcomes = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> unclear = new EnumMap<>(Kind.class);
  private final Map<Long, Kind> open = new HashMap<>();
  private final Set<UUID> confirmed = new HashSet<>();

  private Heard() {}

  static Heard read(Path history) {
    var heard = new Heard();
    History.forEach(history, heard::add);
    heard.open.values().forEach(kind -> heard.unclear.merge(kind, 1L, Long::sum));
    return heard;
  }

  private void add(Event event) {
    if (event.kind() == Kind.LOOK) {
      return;
    }
    if (!event.isEnd()) {
      open.put(event.operation(), event.kind());
      return;
    }
    open.remove(event.operation());
    if (event.phase() == Phase.UNKNOWN) {
      unclear.merge(event.kind(), 1L, Long::sum);
    } else {
      outcomes
          .computeIfAbsent(event.kind(), _ -> new HashMap<>())
          .merge(String.valueOf(event.outcome()), 1L, Long::sum);
    }
    if (event.order() != null && event.phase() == Phase.OK && "CONFIRMED".equals(event.state())) {
      confirmed.add(event.order());
    }
  }

  long of(Kind kind, String... wanted) {
    var of = outcomes.getOrDefault(kind, Map.of());
    return Stream.of(wanted).mapToLong(outcome -> of.getOrDefault(outcome, 0L)).sum();
  }

  /// Calls that had no answer, or one that leaves open what became of them.
  long unclear(Kind kind) {
    return unclear.getOrDefault(kind, 0L);
  }

  /// Orders that somebody was told are confirmed.
  long confirmed() {
    return confirmed.size();
  }
}
