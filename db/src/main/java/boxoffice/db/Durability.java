package boxoffice.db;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/// Whether a commit of this PostgreSQL outlives a crash, as every promise of ours needs.
///
/// Asks for some seconds, as a pool that has just begun may need longer for its first connection
/// than a call waits for one. Fails open then: a database that is away when a service starts says
/// nothing, and nothing is committed there either.
public final class Durability {
  private static final Map<String, List<String>> NEEDED = needed();
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private Durability() {}

  private static Map<String, List<String>> needed() {
    var needed = new LinkedHashMap<String, List<String>>();
    needed.put("fsync", List.of("on"));
    needed.put("synchronous_commit", List.of("on", "remote_apply"));
    needed.put("full_page_writes", List.of("on"));
    needed.put("data_sync_retry", List.of("off"));
    return needed;
  }

  /// What is set up so that commits may get lost, in one line; empty when nothing is.
  public static Optional<String> problem(DSLContext sql) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    do {
      try {
        return NEEDED.entrySet().stream()
            .flatMap(setting -> wrong(sql, setting.getKey(), setting.getValue()).stream())
            .findFirst();
      } catch (DataAccessException _) {
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
    } while (System.nanoTime() < end);
    return Optional.empty();
  }

  private static Optional<String> wrong(DSLContext sql, String setting, List<String> needed) {
    var value =
        sql.select(DSL.function("current_setting", String.class, DSL.inline(setting)))
            .fetchSingle()
            .value1();
    return needed.contains(value)
        ? Optional.empty()
        : Optional.of("PostgreSQL has " + setting + " " + value + ", needs " + needed.getFirst());
  }
}
