package boxoffice.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.parts.postgres.LocalPostgres;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a caller is told of a failure, by SQL state.
class DatabaseFailuresTest {
  private static final int MOST_TRIES = 100; // of 300 ms each

  @ParameterizedTest
  @ValueSource(
      strings = {
        "40000", "40001", "40P01", "55P03", "57014", "25P03", "25P04", "57P03", "53300", "53100",
        "08001", "08004"
      })
  void promisesThatNothingHappenedWhereItIsCertain(String state) {
    assertThat(DatabaseFailures.map(failure(state)).orElseThrow())
        .satisfies(failure -> {
          assertThat(failure.reason()).isEqualTo(ErrorReason.SERVICE_UNAVAILABLE);
          assertThat(failure.metadata()).containsEntry("retry_after_seconds", "1");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"08000", "08003", "08006", "08007", "57P01", "57P02", "57P04", "57P05", "40003"})
  void saysThatItDoesNotKnowWhereTheConnectionWasLost(String state) {
    assertThat(DatabaseFailures.map(failure(state)).map(WireException::reason))
        .contains(ErrorReason.OUTCOME_UNKNOWN);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"23505", "23514", "42501", "42P01", "22001", "40002", "XX000", "25P02"})
  void leavesABugABug(@Nullable String state) {
    assertThat(DatabaseFailures.map(failure(state))).isEmpty();
    assertThat(DatabaseFailures.isRepeatable(failure(state))).isFalse();
  }

  @Test
  void promisesThatNothingHappenedWhereThePoolHadNoConnection() {
    var timeout = new SQLTransientConnectionException("timed out after 300ms", failure("08006"));

    assertThat(DatabaseFailures.map(new IllegalStateException(timeout)).map(WireException::reason))
        .contains(ErrorReason.SERVICE_UNAVAILABLE);
  }

  @Test
  void saysOverloadedWhereOthersHaveAllConnections() throws SQLException {
    try (var pool = pool(MigratedPostgres.jdbcUrl(), MigratedPostgres.ownerPassword());
        var _ = connection(pool);
        var _ = connection(pool)) {
      assertThat(whenAskedByThree(pool)).containsOnly(ErrorReason.OVERLOADED);
    }
  }

  @Test
  void saysUnavailableWherePostgresqlIsAway() throws SQLException {
    // the port 1 of this machine refuses
    try (var pool = pool("jdbc:postgresql://127.0.0.1:1/postgres", "none")) {
      assertThat(whenAskedByThree(pool)).containsOnly(ErrorReason.SERVICE_UNAVAILABLE);
    }
  }

  @Test
  void saysUnavailableWherePostgresqlWentAway() throws SQLException {
    try (var postgres = LocalPostgres.start(LocalPostgres.Settings.temporary());
        var pool = pool(postgres.jdbcUrl(), postgres.password())) {
      try (var connection = connection(pool);
          var statement = connection.createStatement()) {
        postgres.kill();
        assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
      }
      assertThat(whenAskedByThree(pool)).containsOnly(ErrorReason.SERVICE_UNAVAILABLE);
    }
  }

  @Test
  void saysOverloadedWhereOthersHaveAllConnectionsOfPostgresql() {
    var timeout = new SQLTransientConnectionException("timed out", "53300", 0, failure("53300"));

    assertThat(DatabaseFailures.map(timeout).map(WireException::reason))
        .contains(ErrorReason.OVERLOADED);
  }

  @Test
  void knowsNoFailureOfAnotherKind() {
    assertThat(DatabaseFailures.map(new IllegalStateException("a bug"))).isEmpty();
    assertThat(DatabaseFailures.isRepeatable(new IllegalStateException("a bug"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "55P03"})
  void repeatsWhatLostToAnotherTransaction(String state) {
    assertThat(DatabaseFailures.isRepeatable(new IllegalStateException(failure(state)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"57014", "25P04", "40003", "08006", "57P03", "53300"})
  void repeatsNothingElse(String state) {
    assertThat(DatabaseFailures.isRepeatable(failure(state))).isFalse();
  }

  @Test
  void readsWhatTheDriverReallyThrows() throws SQLException {
    try (var one = owner();
        var other = owner();
        var lock = one.createStatement();
        var wait = other.createStatement()) {
      lock.execute("begin; lock table inventory.pool");
      var refused =
          catchThrowableOfType(
              SQLException.class, () -> wait.execute("begin; lock table inventory.pool nowait"));
      assertThat(DatabaseFailures.isRepeatable(refused)).isTrue();
      lock.execute("rollback");
      wait.execute("rollback");

      var ended =
          catchThrowableOfType(
              SQLException.class,
              () -> wait.execute("select pg_terminate_backend(pg_backend_pid())"));
      assertThat(DatabaseFailures.map(ended).map(WireException::reason))
          .contains(ErrorReason.OUTCOME_UNKNOWN);
    }
  }

  /// With two connections.
  private static HikariDataSource pool(String url, String password) {
    var settings = new HikariConfig();
    settings.setJdbcUrl(url);
    settings.setUsername(MigratedPostgres.owner());
    settings.setPassword(password);
    settings.setMaximumPoolSize(2);
    settings.setConnectionTimeout(300);
    settings.setValidationTimeout(250);
    settings.setInitializationFailTimeout(-1);
    return new HikariDataSource(settings);
  }

  /// Asked again where the pool had none in its short time, as on a busy machine.
  private static Connection connection(HikariDataSource pool) throws SQLException {
    for (int tries = 1; ; tries++) {
      try {
        return pool.getConnection();
      } catch (SQLTransientConnectionException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  /// By three at once, of whom one hears why the pool could not connect.
  private static List<ErrorReason> whenAskedByThree(HikariDataSource pool) {
    var answers =
        IntStream.range(0, 3)
            .mapToObj(
                _ -> CompletableFuture.supplyAsync(() -> refusal(pool), Thread::startVirtualThread))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private static ErrorReason refusal(HikariDataSource pool) {
    var refused = catchThrowableOfType(SQLException.class, () -> pool.getConnection().close());
    return DatabaseFailures.map(refused).orElseThrow().reason();
  }

  private static Connection owner() throws SQLException {
    return DriverManager.getConnection(
        MigratedPostgres.jdbcUrl(), MigratedPostgres.owner(), MigratedPostgres.ownerPassword());
  }

  private static SQLException failure(@Nullable String state) {
    return new SQLException("text", state);
  }
}
