package boxoffice.inventory.performance;

import java.sql.SQLException;
import java.util.Objects;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.exception.DataAccessException;
import org.postgresql.PGStatement;

/// Has PostgreSQL plan a statement for the values of each call. What is best for a word that half
/// of all names have is bad for one that few have, and the other way round; the driver's prepared
/// statements would end in one plan for both.
final class PlannedAnew implements ExecuteListener {
  private static final long serialVersionUID = 1L;
  private static final int NEVER_PREPARED = 0;

  @Override
  public void prepareEnd(ExecuteContext context) {
    var statement = Objects.requireNonNull(context.statement(), "prepared just now");
    try {
      statement.unwrap(PGStatement.class).setPrepareThreshold(NEVER_PREPARED);
    } catch (SQLException e) {
      throw new DataAccessException("not a statement of PostgreSQL", e);
    }
  }
}
