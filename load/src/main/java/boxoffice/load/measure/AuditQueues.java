package boxoffice.load.measure;

import static boxoffice.db.audit.Tables.ORDER;
import static boxoffice.db.audit.Tables.OUTBOX;
import static boxoffice.db.audit.Tables.SEAT;

import boxoffice.load.system.Target;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;

/// How much the target still has to do, seen through the audit views. Each look has a connection of
/// its own, because a run may kill PostgreSQL.
public final class AuditQueues {
  private static final int TIMEOUT_SECONDS = 2;

  private final PGSimpleDataSource source = new PGSimpleDataSource();
  private final Condition sold;

  /// @param performance whose seats are counted
  public AuditQueues(Target.Postgres postgres, UUID performance) {
    sold = SEAT.PERFORMANCE_ID.eq(performance).and(SEAT.STATE.eq("BOOKED"));
    source.setUrl(postgres.jdbcUrl());
    source.setUser(postgres.auditor().user());
    source.setPassword(postgres.auditor().password());
    source.setConnectTimeout(TIMEOUT_SECONDS);
    source.setSocketTimeout(TIMEOUT_SECONDS);
  }

  /// @param pending orders
  /// @param unsent outbox rows
  /// @param booked seats of the performance
  public record Lengths(int pending, int unsent, int booked) {}

  /// Empty while PostgreSQL is away.
  public Optional<Lengths> lengths() {
    try (var connection = source.getConnection()) {
      var sql = DSL.using(connection, SQLDialect.POSTGRES);
      return Optional.of(
          new Lengths(
              sql.fetchCount(ORDER, ORDER.STATE.eq("PENDING")),
              sql.fetchCount(OUTBOX, OUTBOX.PUBLISHED_AT.isNull()),
              sql.fetchCount(SEAT, sold)));
    } catch (SQLException | DataAccessException e) {
      return Optional.empty();
    }
  }
}
