package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.order.v1.OrderState;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/// Row P4: others have all connections to PostgreSQL that an instance may have.
@ExtendWith(FreshDatabase.class)
@TestInstance(Lifecycle.PER_CLASS)
class FullPoolTest {
  private static final int CONNECTIONS = 4;

  private final Shop shop =
      new Shop(
          "--spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS,
          "--spring.datasource.hikari.connection-timeout=300");
  private final Person buyer = shop.user.person("buyer");

  @AfterAll
  void stop() {
    shop.close();
  }

  @Test
  void refusesAndIsNotReadyUntilThereAreConnectionsAgainP4() throws SQLException {
    var hold = shop.house.hold(buyer, 1);
    var taken = new ArrayList<Connection>();
    try {
      for (var count = 0; count < CONNECTIONS; count++) {
        taken.add(connection());
      }
      var refused =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> shop.once(buyer).place(hold, Buying.VISA));

      assertThat(ErrorStatus.reason(refused)).contains(ErrorReason.OVERLOADED);
      Eventually.is("not ready", () -> readiness() == HttpURLConnection.HTTP_UNAVAILABLE);
    } finally {
      for (var connection : taken) {
        connection.close();
      }
    }

    Eventually.is("ready", () -> readiness() == HttpURLConnection.HTTP_OK);
    assertThat(shop.by(buyer).place(hold, Buying.VISA).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
  }

  /// Whatever the instance itself has of them, it gives back.
  private Connection connection() {
    return Eventually.got(
        "a connection",
        () -> {
          try {
            return Optional.of(shop.order.connections().getConnection());
          } catch (SQLTransientConnectionException e) {
            return Optional.empty();
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private int readiness() {
    try {
      var connection = (HttpURLConnection) shop.order.readiness().toURL().openConnection();
      try {
        return connection.getResponseCode();
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
