package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.db.FreshDatabase;
import boxoffice.inventory.LogLines;
import boxoffice.order.v1.OrderState;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.Operation;
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
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
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
          "--boxoffice.order.lease=4s",
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
      takeAll(taken);
      var refused =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> shop.once(buyer).place(hold, Buying.VISA));

      assertThat(ErrorStatus.reason(refused)).contains(ErrorReason.OVERLOADED);
      Eventually.is("not ready", () -> readiness() == HttpURLConnection.HTTP_UNAVAILABLE);
    } finally {
      giveBack(taken);
    }

    Eventually.is("ready", () -> readiness() == HttpURLConnection.HTTP_OK);
    assertThat(shop.by(buyer).place(hold, Buying.VISA).getOrder().getState())
        .isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
  }

  @Test
  void tellsOfItInLinesWithoutAStackP4() throws SQLException {
    shop.provider.faults().add(Fault.of(Operation.CONFIRM, Effect.HOLD_AFTER));
    var request = UUID.randomUUID();
    var hold = shop.house.hold(buyer, 1);
    var taken = new ArrayList<Connection>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var log = LogLines.begin()) {
      var first = threads.submit(() -> shop.once(buyer).place(request, hold, Buying.VISA));
      Eventually.is("under way", () -> !shop.provider.faults().held().isEmpty());
      takeAll(taken);
      shop.provider.faults().clear();

      Eventually.is("a purchase", () -> log.tell(" broke off"));
      Eventually.is("health", () -> log.tell("PostgreSQL cannot be used"));
      Eventually.is("a timer", () -> log.tell("a timer's work"));
      assertThatThrownBy(first::get).hasCauseInstanceOf(StatusRuntimeException.class);
      assertThat(log.withStack(SQLTransientConnectionException.class)).isEmpty();
    } finally {
      giveBack(taken);
    }

    assertThat(
            Buying.answered(() -> shop.by(buyer).place(request, hold, Buying.VISA))
                .getOrder()
                .getState())
        .isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
  }

  private void takeAll(List<Connection> taken) {
    for (var count = 0; count < CONNECTIONS; count++) {
      taken.add(connection());
    }
  }

  private static void giveBack(List<Connection> taken) throws SQLException {
    for (var connection : taken) {
      connection.close();
    }
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
