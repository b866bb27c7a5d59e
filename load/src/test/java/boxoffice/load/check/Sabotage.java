package boxoffice.load.check;

import static boxoffice.db.orders.Tables.TICKET;
import static org.jooq.impl.DSL.name;

import boxoffice.load.system.Target;
import boxoffice.load.system.Target.Login;
import boxoffice.load.system.Target.Postgres;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/// Breaks a finished run as an enemy with every password would, so that a checker that finds
/// nothing wrong can be told from one that sees nothing.
public final class Sabotage {
  private static final String ONE_TICKET_A_SEAT = "ticket_of_seat";
  private static final int POSITION = 1000; // no order has so many

  private final Target target;

  /// @param target with a superuser and a provider
  public Sabotage(Target target) {
    this.target = target;
  }

  /// Issues a second, valid ticket for a seat that is sold, in the name of another order where
  /// there is one. The index that forbids it is dropped first.
  ///
  /// @param performance of which something is sold
  /// @return the seat
  public UUID secondTicket(UUID performance) {
    return inDatabase(sql -> {
      sql.setSchema(name("orders")).execute(); // jOOQ leaves an index unqualified
      sql.dropIndexIfExists(ONE_TICKET_A_SEAT).execute();
      var good = TICKET.PERFORMANCE_ID.eq(performance).and(TICKET.STATE.ne("VOID"));
      var sold = sql.selectFrom(TICKET).where(good).limit(1).fetchSingle();
      var other =
          sql.select(TICKET.ORDER_ID)
              .from(TICKET)
              .where(good)
              .and(TICKET.ORDER_ID.ne(sold.getOrderId()))
              .limit(1)
              .fetchOptional(TICKET.ORDER_ID)
              .orElse(sold.getOrderId());
      var second = sold.copy();
      second.setTicketId(UUID.randomUUID());
      second.setOrderId(other);
      second.setPosition(POSITION);
      sql.insertInto(TICKET).set(second).execute();
      return sold.getSeatId();
    });
  }

  /// An order that has tickets.
  public UUID soldOrder(UUID performance) {
    return inDatabase(sql ->
        sql.select(TICKET.ORDER_ID)
            .from(TICKET)
            .where(TICKET.PERFORMANCE_ID.eq(performance))
            .limit(1)
            .fetchSingle()
            .value1());
  }

  /// Takes the money of an order, once more if it was taken before, by a payment that nobody but
  /// the provider knows.
  ///
  /// @param providerKey the provider's secret key
  public void charge(UUID order, long amountMinor, String currency, String providerKey) {
    var form =
        Map.of(
            "amount", Long.toString(amountMinor),
            "currency", currency.toLowerCase(java.util.Locale.ROOT),
            "payment_method", "pm_card_visa",
            "confirm", "true",
            "metadata[order_id]", order.toString());
    var body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(URI.create(target.provider() + "/v1/payment_intents"))
            .header("Authorization", "Bearer " + providerKey)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the provider said " + answer.body());
      }
    } catch (IOException e) {
      throw new IllegalStateException("the provider was not reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private <T> T inDatabase(Function<DSLContext, T> deed) {
    Postgres postgres = Objects.requireNonNull(target.postgres(), "no PostgreSQL");
    Login superuser = Objects.requireNonNull(postgres.superuser(), "no superuser");
    try (var connection =
        DriverManager.getConnection(postgres.jdbcUrl(), superuser.user(), superuser.password())) {
      return deed.apply(DSL.using(connection, SQLDialect.POSTGRES));
    } catch (SQLException e) {
      throw new IllegalStateException("the sabotage failed", e);
    }
  }
}
