package boxoffice.db;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jooq.Configuration;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Query;

/// A span for each statement: its text, never the values that are bound to it.
public final class SqlSpans implements ExecuteListener {
  private static final long serialVersionUID = 1L;
  private static final String SPAN = "boxoffice.span";

  private final transient ObservationRegistry registry;

  private SqlSpans(ObservationRegistry registry) {
    this.registry = registry;
  }

  /// Has the statements of these settings make spans, if the registry makes any.
  public static void follow(Configuration settings, ObservationRegistry registry) {
    if (!registry.isNoop()) {
      settings.setAppending(new SqlSpans(registry));
    }
  }

  @Override
  public void executeStart(ExecuteContext statement) {
    var context = new SenderContext<>((_, _, _) -> {}, Kind.CLIENT);
    context.setCarrier(statement);
    context.setRemoteServiceName("postgresql");
    var text = text(statement);
    var kind =
        text.contains(OneTrip.BETWEEN) ? "batch" : statement.type().name().toLowerCase(Locale.ROOT);
    var span =
        Observation.createNotStarted("boxoffice.sql", () -> context, registry)
            .contextualName("sql " + kind)
            .lowCardinalityKeyValue("operation", kind)
            .highCardinalityKeyValue("db.query.text", text)
            .start();
    statement.data(SPAN, span);
  }

  /// JDBC's batch of several statements has its values in them; its queries are asked instead.
  private static String text(ExecuteContext statement) {
    var batch = statement.batchQueries();
    return batch.length > 1
        ? Arrays.stream(batch).map(Query::getSQL).collect(Collectors.joining("; "))
        : String.valueOf(statement.sql());
  }

  @Override
  public void executeEnd(ExecuteContext statement) {
    stop(statement);
  }

  @Override
  public void exception(ExecuteContext statement) {
    var failure = statement.sqlException();
    if (failure != null && statement.data(SPAN) instanceof Observation span) {
      span.error(new SqlFailure(failure.getSQLState()));
    }
  }

  @Override
  public void end(ExecuteContext statement) {
    stop(statement);
  }

  private static void stop(ExecuteContext statement) {
    if (statement.data().remove(SPAN) instanceof Observation span) {
      span.stop();
    }
  }

  /// What a failure was without what it says: PostgreSQL's words quote values.
  private static final class SqlFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SqlFailure(String state) {
      super("SQLSTATE " + state, null, false, false);
    }
  }
}
