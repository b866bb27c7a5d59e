package boxoffice.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MigrationTest {

  @Test
  void givesAServiceItsOwnSchemaOnly() throws SQLException {
    try (var connection = connect("user_grpc", MigratedPostgres.userGrpcPassword());
        var statement = connection.createStatement()) {
      assertThat(statement.execute("select count(*) from users.outbox")).isTrue();
      assertThatThrownBy(() -> statement.execute("select * from inventory.pool"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
      assertThatThrownBy(() -> statement.execute("create table users.other (id int)"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void givesTheAuditorTheViewsOnly() throws SQLException {
    try (var connection = connect("auditor", MigratedPostgres.auditorPassword());
        var statement = connection.createStatement()) {
      assertThat(statement.execute("select count(*) from audit.outbox")).isTrue();
      assertThatThrownBy(() -> statement.execute("select * from users.account"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void refusesAWrongPassword() {
    assertThatThrownBy(() -> connect("user_grpc", "wrong"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  private static Connection connect(String role, String password) throws SQLException {
    return DriverManager.getConnection(MigratedPostgres.jdbcUrl(), role, password);
  }
}
