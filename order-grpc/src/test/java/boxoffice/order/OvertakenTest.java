package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Something else changes the order, such as news from the provider, just when its buyer wants
/// something.
@ExtendWith(FreshDatabase.class)
class OvertakenTest {

  @Test
  void paysAnOrderThatSomebodyElseHasChangedMeanwhile() throws Exception {
    try (var shop = new Shop()) {
      var buying = shop.by(shop.user.person("buyer"));
      var declined = declined(shop, buying);

      var answer =
          whileAnotherChanges(declined, () -> buying.pay(UUID.randomUUID(), declined, Buying.VISA));

      assertThat(answer.getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
      assertThat(Audit.payments(declined.getOrderId()))
          .containsExactly("DECLINED 0", "PAID " + declined.getTotal().getAmountMinor());
    }
  }

  @Test
  void cancelsAnOrderThatSomebodyElseHasChangedMeanwhile() throws Exception {
    try (var shop = new Shop()) {
      var buying = shop.by(shop.user.person("buyer"));
      var declined = declined(shop, buying);

      var answer = whileAnotherChanges(declined, () -> buying.cancel(declined));

      assertThat(answer.getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_CANCELLED);
    }
  }

  private static Order declined(Shop shop, Buying buying) {
    var hold = shop.house.hold(buying.buyer(), 1);
    return buying.place(hold, Buying.DECLINED).getPaymentDeclined().getOrder();
  }

  private static <T> T whileAnotherChanges(Order order, Supplier<T> call) throws SQLException {
    try (var other = asOwner()) {
      other.setAutoCommit(false);
      try (var change =
          other.prepareStatement(
              "update orders.\"order\" set version = version + 1 where order_id = ?::uuid")) {
        change.setString(1, order.getOrderId());
        assertThat(change.executeUpdate()).isEqualTo(1);
      }
      var answer = CompletableFuture.supplyAsync(call);
      Eventually.is("the call waits for the change", OvertakenTest::isSomebodyWaiting);
      other.commit();
      return answer.join();
    }
  }

  private static boolean isSomebodyWaiting() {
    try (var connection = asOwner();
        var statement = connection.createStatement();
        var found = statement.executeQuery("select 1 from pg_locks where not granted")) {
      return found.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection asOwner() throws SQLException {
    return DriverManager.getConnection(
        MigratedPostgres.jdbcUrl(), MigratedPostgres.owner(), MigratedPostgres.ownerPassword());
  }
}
