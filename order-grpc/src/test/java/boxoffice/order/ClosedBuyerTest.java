package boxoffice.order;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.db.FreshDatabase;
import boxoffice.db.MigratedPostgres;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A buyer who closes the account while the mail about an order is still to be sent.
@ExtendWith(FreshDatabase.class)
class ClosedBuyerTest {

  @Test
  void dropsTheMailToAnAccountThatIsClosed() throws Exception {
    try (var shop = new Shop()) {
      var buyer = shop.user.person("buyer");
      var hold = shop.house.hold(buyer, 1);
      close(buyer.accountId());

      var bought = shop.by(buyer).place(hold, Buying.VISA).getOrder();

      Eventually.is(
          "the mail is done with",
          () ->
              Audit.ask(
                      "select published_at is not null from audit.outbox where aggregate_id = ?::uuid",
                      bought.getOrderId())
                  .equals(List.of("t")));
      assertThat(shop.user.inbox().messagesTo(buyer.email())).isEmpty();
    }
  }

  /// As user-grpc does, but for ending the session: the order would not be placed.
  private static void close(UUID account) throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                MigratedPostgres.jdbcUrl(), "user_grpc", MigratedPostgres.userGrpcPassword());
        var statement =
            connection.prepareStatement(
                "update users.account set closed_at = now() where id = ?")) {
      statement.setObject(1, account);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }
}
