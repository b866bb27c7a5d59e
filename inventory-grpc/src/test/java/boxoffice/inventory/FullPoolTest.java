package boxoffice.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.user.RunningUserGrpc;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Row P4: others have all connections to PostgreSQL that an instance may have.
@TestInstance(Lifecycle.PER_CLASS)
class FullPoolTest {
  private static final int CONNECTIONS = 3;

  private final RunningUserGrpc user = RunningUserGrpc.start();
  private final RunningInventoryGrpc inventory =
      RunningInventoryGrpc.start(
          user,
          "--spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS,
          "--spring.datasource.hikari.connection-timeout=300");
  private final DataSource pool = inventory.context().getBean(DataSource.class);

  @AfterAll
  void stop() {
    inventory.close();
    user.close();
  }

  @Test
  void tellsOfItInLinesWithoutAStackP4() throws SQLException {
    var taken = new ArrayList<Connection>();
    try (var log = LogLines.begin()) {
      Eventually.is("all taken", () -> takeOne(taken) && taken.size() == CONNECTIONS);

      var refused = catchThrowableOfType(StatusRuntimeException.class, this::list);

      assertThat(ErrorStatus.reason(refused)).contains(ErrorReason.OVERLOADED);
      Eventually.is("told", () -> log.tell("PostgreSQL cannot be used"));
      assertThat(log.withStack(SQLTransientConnectionException.class)).isEmpty();
    } finally {
      for (var connection : taken) {
        connection.close();
      }
    }
    Eventually.is("listed", this::isListed);
  }

  /// Whatever the instance itself has of them, it gives back.
  private boolean takeOne(List<Connection> taken) {
    try {
      return taken.add(pool.getConnection());
    } catch (SQLTransientConnectionException e) {
      return false;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void list() {
    var _ =
        PerformanceServiceGrpc.newBlockingStub(inventory.channel())
            .listPerformances(ListPerformancesRequest.getDefaultInstance());
  }

  private boolean isListed() {
    try {
      list();
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }
}
