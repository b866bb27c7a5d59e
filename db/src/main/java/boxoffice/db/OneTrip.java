package boxoffice.db;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.QueryPart;
import org.jooq.ResultOrRows;

/// Different statements in one round trip, in their order.
///
/// JDBC's batch of different statements sends each with its values in it, so PostgreSQL reads and
/// plans every one of them anew. These are one prepared statement, which the driver takes apart and
/// sends together; values are bound, and what was prepared is used again.
public final class OneTrip {
  static final String BETWEEN = ";\n";

  private OneTrip() {}

  /// @param in a transaction, else each statement is one of its own
  /// @return how many rows each has changed
  /// @throws org.jooq.exception.DataAccessException of the first that failed; those behind it were
  ///   not carried out
  public static int[] run(DSLContext in, List<? extends Query> statements) {
    if (statements.isEmpty()) {
      return new int[0];
    }
    var places =
        IntStream.range(0, statements.size())
            .mapToObj(number -> "{" + number + "}")
            .collect(Collectors.joining(BETWEEN));
    var counts =
        in
            .resultQuery(places, statements.toArray(QueryPart[]::new))
            .fetchMany()
            .resultsOrRows()
            .stream()
            .mapToInt(ResultOrRows::rows)
            .toArray();
    if (counts.length != statements.size()) {
      throw new IllegalStateException(
          statements.size() + " statements, and counts of " + counts.length);
    }
    return counts;
  }
}
