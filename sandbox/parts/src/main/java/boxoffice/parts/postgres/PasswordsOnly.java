package boxoffice.parts.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Turns a server that trusts everybody into one that asks for passwords, and refuses to go on
/// unless it does, and unless commits reach the disk.
///
/// A new server must be open until its superuser has a password: for some tens of milliseconds, on
/// the loopback address, while it is empty.
final class PasswordsOnly {
  static final String SUPERUSER = "postgres";

  private static final String RULES =
      """
      # written at every first start: passwords, always
      local all all scram-sha-256
      host  all all 127.0.0.1/32 scram-sha-256
      host  all all ::1/128      scram-sha-256
      """;

  /// A reload takes effect when the server gets to it, usually within 10 ms.
  private static final Duration RELOAD = Duration.ofSeconds(5);

  private static final String PASSWORD_MISSING = "08004";

  private PasswordsOnly() {}

  static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /// What is promised of a server that had its rules and its password from the start.
  ///
  /// @throws SQLException as long as it does not answer
  static void check(int port, String password) throws SQLException {
    try (var connection = connect(port, password)) {
      demand(connection, "fsync");
      demand(connection, "synchronous_commit");
    }
    awaitRefusal(port);
  }

  /// Safe to repeat: a run that was killed half-way through the first start is completed.
  static void enforce(int port, Path data, String password) throws IOException {
    var file = data.resolve("pg_hba.conf");
    try (var connection = connect(port, password)) {
      if (!Files.readString(file).equals(RULES)) {
        setPassword(connection, password);
        Files.writeString(file, RULES);
        ask(connection, "select pg_reload_conf()");
      }
      demand(connection, "fsync");
      demand(connection, "synchronous_commit");
    } catch (SQLException e) {
      throw new IllegalStateException("PostgreSQL on port " + port + " cannot be set up", e);
    }
    awaitRefusal(port);
  }

  /// A password cannot be a bound parameter of `alter role`: the server quotes it itself.
  private static void setPassword(Connection connection, String password) throws SQLException {
    try (var quote =
            connection.prepareStatement("select format('alter role postgres password %L', ?)");
        var statement = connection.createStatement()) {
      quote.setString(1, password);
      try (var quoted = quote.executeQuery()) {
        quoted.next();
        statement.execute(quoted.getString(1));
      }
    }
  }

  private static void awaitRefusal(int port) {
    var until = System.nanoTime() + RELOAD.toNanos();
    while (!refusesWithoutPassword(port)) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("PostgreSQL lets people in without a password");
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static boolean refusesWithoutPassword(int port) {
    try (var _ = connect(port, null)) {
      return false;
    } catch (SQLException e) {
      if (PASSWORD_MISSING.equals(e.getSQLState())) {
        return true;
      }
      throw new IllegalStateException("PostgreSQL refuses in an unexpected way", e);
    }
  }

  private static void demand(Connection connection, String setting) throws SQLException {
    var value = ask(connection, "show " + setting);
    if (!"on".equals(value)) {
      throw new IllegalStateException("PostgreSQL has " + setting + " " + value + ", needs on");
    }
  }

  private static @Nullable String ask(Connection connection, String question) throws SQLException {
    try (var statement = connection.createStatement();
        var answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static Connection connect(int port, @Nullable String password) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    if (password != null) {
      properties.setProperty("password", password);
    }
    return DriverManager.getConnection(url(port), properties);
  }
}
