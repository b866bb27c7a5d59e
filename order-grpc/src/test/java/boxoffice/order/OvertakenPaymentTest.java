package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import boxoffice.order.v1.Order;
import boxoffice.order.v1.OrderState;
import boxoffice.order.v1.PayOrderResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// News from the provider changes the order just when its buyer pays with another card.
@ExtendWith(FreshDatabase.class)
class OvertakenPaymentTest {

  @Test
  void paysAnOrderThatSomebodyElseHasChangedMeanwhile() throws Exception {
    try (var shop = new Shop()) {
      var buying = shop.by(shop.user.person("buyer"));
      var hold = shop.house.hold(buying.buyer(), 1);
      var declined = buying.place(hold, Buying.DECLINED).getPaymentDeclined().getOrder();

      var answer = payWhileAnotherChanges(buying, declined);

      assertThat(answer.getOrder().getState()).isEqualTo(OrderState.ORDER_STATE_CONFIRMED);
      assertThat(Audit.payments(declined.getOrderId()))
          .containsExactly("DECLINED 0", "PAID " + declined.getTotal().getAmountMinor());
    }
  }

  private static PayOrderResponse payWhileAnotherChanges(Buying buying, Order order)
      throws SQLException {
    try (var other = asOwner()) {
      other.setAutoCommit(false);
      try (var change =
          other.prepareStatement(
              "update orders.\"order\" set version = version + 1 where order_id = ?::uuid")) {
        change.setString(1, order.getOrderId());
        assertThat(change.executeUpdate()).isEqualTo(1);
      }
      var paying =
          CompletableFuture.supplyAsync(() -> buying.pay(UUID.randomUUID(), order, Buying.VISA));
      Eventually.is("the payment waits for the change", OvertakenPaymentTest::isSomebodyWaiting);
      other.commit();
      return paying.join();
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
