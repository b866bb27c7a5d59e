package boxoffice.load.check;

import static boxoffice.db.inventory.Tables.PERFORMANCE_SEAT;
import static boxoffice.db.orders.Tables.ACCOUNT_ENTRY;
import static boxoffice.db.orders.Tables.ORDER;
import static boxoffice.db.orders.Tables.ORDER_TRANSITION;
import static boxoffice.db.orders.Tables.OUTBOX;
import static boxoffice.db.orders.Tables.PAYMENT_ATTEMPT;
import static boxoffice.db.orders.Tables.TICKET;

import boxoffice.db.MigrateDatabase;
import boxoffice.load.system.Target;
import boxoffice.load.system.Target.Constants;
import boxoffice.load.system.Target.Login;
import boxoffice.load.system.Target.Postgres;
import boxoffice.parts.postgres.LocalPostgres;
import boxoffice.parts.provider.PaymentProvider;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// The real PostgreSQL with all migrations and the real provider, filled by hand; only what is
/// offered is said by the test.
final class RealStores implements AutoCloseable {
  private static final String PASSWORD = "a-password-for-tests";

  PaymentProvider provider = PaymentProvider.start(PaymentProvider.Settings.temporary());
  final AtomicReference<Facts.Hall> hall = new AtomicReference<>(Facts.Hall.NONE);
  private final LocalPostgres postgres = LocalPostgres.start(LocalPostgres.Settings.temporary());
  private final Connection connection;
  private final HttpServer edge;
  final DSLContext sql;

  RealStores() {
    MigrateDatabase.migrate(
        postgres.jdbcUrl(),
        postgres.superuser(),
        postgres.password(),
        new MigrateDatabase.Passwords(PASSWORD, PASSWORD, PASSWORD, PASSWORD));
    try {
      connection =
          DriverManager.getConnection(
              postgres.jdbcUrl(), postgres.superuser(), postgres.password());
      edge = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sql = DSL.using(connection, SQLDialect.POSTGRES);
    edge.createContext(
        "/v1/performances/",
        exchange -> {
          var body = availability().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    edge.start();
  }

  private String availability() {
    var offered = hall.get();
    var taken = IntStream.range(0, offered.takenCount()).boxed().toList();
    return "{\"performanceId\":\"x\",\"version\":\"1\",\"seatCount\":"
        + offered.seatCount()
        + ",\"freeCount\":"
        + offered.freeCount()
        + ",\"takenOrdinals\":"
        + taken
        + "}";
  }

  Target target() {
    return new Target(
        "http://127.0.0.1:" + edge.getAddress().getPort(),
        null,
        provider.url(),
        null,
        null,
        Map.of(),
        Map.of(),
        new Postgres(
            postgres.jdbcUrl(),
            new Login("auditor", PASSWORD),
            new Login(postgres.superuser(), postgres.password())),
        null,
        List.of(),
        new Constants(1, 0, 0, 1, 0, 0, 0));
  }

  /// An order with its row in every table, as a purchase leaves it.
  void sold(UUID performance, UUID buyer, UUID order, List<UUID> seats, long price) {
    var total = price * seats.size();
    confirmed(performance, buyer, order, seats, total, payment(order, total));
  }

  /// The same of an order that a partner settles by statement.
  void soldOnAccount(UUID performance, UUID partner, UUID order, List<UUID> seats, long price) {
    var total = price * seats.size();
    confirmed(
        performance,
        partner,
        order,
        seats,
        total,
        charge(order, order, performance, partner, total));
    sql.update(ORDER)
        .set(ORDER.HOLDER_NAME, "Holder")
        .set(ORDER.HOLDER_EMAIL, "holder@example.com")
        .set(ORDER.PAYMENT_STATE, "ON_ACCOUNT")
        .where(ORDER.ORDER_ID.eq(order))
        .execute();
  }

  Query charge(UUID entry, UUID order, UUID performance, UUID partner, long amount) {
    return sql.insertInto(ACCOUNT_ENTRY)
        .set(ACCOUNT_ENTRY.ENTRY_ID, entry)
        .set(ACCOUNT_ENTRY.PERFORMANCE_ID, performance)
        .set(ACCOUNT_ENTRY.ORDER_ID, order)
        .set(ACCOUNT_ENTRY.PARTNER_ID, partner)
        .set(ACCOUNT_ENTRY.KIND, "CHARGED")
        .set(ACCOUNT_ENTRY.AMOUNT_MINOR, amount)
        .set(ACCOUNT_ENTRY.CURRENCY, "EUR")
        .set(ACCOUNT_ENTRY.AT, now());
  }

  private void confirmed(
      UUID performance, UUID buyer, UUID order, List<UUID> seats, long total, Query settled) {
    var queries = new ArrayList<Query>();
    queries.add(order(performance, buyer, order, "CONFIRMED", total));
    queries.add(transition(order, null, "PENDING"));
    queries.add(transition(order, "PENDING", "CONFIRMED"));
    queries.add(settled);
    queries.add(outbox(order));
    for (var position = 0; position < seats.size(); position++) {
      queries.add(seat(performance, seats.get(position), "BOOKED", order));
      queries.add(ticket(performance, seats.get(position), order, position));
    }
    sql.batch(queries).execute();
  }

  Query order(UUID performance, UUID buyer, UUID order, String state, long total) {
    return sql.insertInto(ORDER)
        .set(ORDER.ORDER_ID, order)
        .set(ORDER.BUYER_ID, buyer)
        .set(ORDER.REQUEST_HASH, new byte[] {1})
        .set(ORDER.HOLD_NAME, "hold of " + order)
        .set(ORDER.PERFORMANCE_ID, performance)
        .set(ORDER.STATE, state)
        .set(ORDER.PAYMENT_STATE, state.equals("CONFIRMED") ? "PAID" : "NONE")
        .set(ORDER.FULFILMENT, state.equals("CONFIRMED") ? "ISSUED" : "UNFULFILLED")
        .set(ORDER.SEATS, state.equals("CONFIRMED") ? "BOOKED" : "RESERVED")
        .set(ORDER.TOTAL_MINOR, total)
        .set(ORDER.CURRENCY, "EUR")
        .set(ORDER.PAYMENT_EXPIRES_AT, now())
        .set(ORDER.CREATED_AT, now())
        .set(ORDER.UPDATED_AT, now());
  }

  private Query transition(UUID order, @Nullable String from, String to) {
    return sql.insertInto(ORDER_TRANSITION)
        .set(ORDER_TRANSITION.ORDER_ID, order)
        .set(ORDER_TRANSITION.FROM_STATE, from)
        .set(ORDER_TRANSITION.TO_STATE, to)
        .set(ORDER_TRANSITION.AT, now());
  }

  private Query payment(UUID order, long total) {
    return sql.insertInto(PAYMENT_ATTEMPT)
        .set(PAYMENT_ATTEMPT.ATTEMPT_ID, UUID.randomUUID())
        .set(PAYMENT_ATTEMPT.ORDER_ID, order)
        .set(PAYMENT_ATTEMPT.NUMBER, 1)
        .set(PAYMENT_ATTEMPT.PAYMENT_METHOD, "pm_card_visa")
        .set(PAYMENT_ATTEMPT.STATE, "PAID")
        .set(PAYMENT_ATTEMPT.PROVIDER_REF, intent(order))
        .set(PAYMENT_ATTEMPT.AMOUNT_MINOR, total)
        .set(PAYMENT_ATTEMPT.CURRENCY, "EUR")
        .set(PAYMENT_ATTEMPT.PAID_MINOR, total)
        .set(PAYMENT_ATTEMPT.CREATED_AT, now())
        .set(PAYMENT_ATTEMPT.UPDATED_AT, now());
  }

  /// As the ledger knows it; something else where it was not charged.
  private String intent(UUID order) {
    return provider.ledger().stream()
        .filter(entry -> order.toString().equals(entry.order()))
        .map(entry -> entry.paymentIntent())
        .findFirst()
        .orElse("pi of " + order);
  }

  Query outbox(UUID order) {
    return sql.insertInto(OUTBOX)
        .set(OUTBOX.AGGREGATE_ID, order)
        .set(OUTBOX.SEQ, 1)
        .set(OUTBOX.TYPE, "order.confirmed")
        .set(OUTBOX.PAYLOAD, JSONB.valueOf("{}"))
        .set(OUTBOX.CREATED_AT, now())
        .set(OUTBOX.DUE_AT, now())
        .set(OUTBOX.PUBLISHED_AT, now());
  }

  Query seat(UUID performance, UUID seat, String state, UUID order) {
    return sql.insertInto(PERFORMANCE_SEAT)
        .set(PERFORMANCE_SEAT.PERFORMANCE_ID, performance)
        .set(PERFORMANCE_SEAT.SEAT_ID, seat)
        .set(PERFORMANCE_SEAT.ORDINAL, 0)
        .set(PERFORMANCE_SEAT.STATE, state)
        .set(PERFORMANCE_SEAT.ORDER_ID, order)
        .set(PERFORMANCE_SEAT.FENCE, 1L)
        .set(PERFORMANCE_SEAT.UPDATED_AT, now());
  }

  private Query ticket(UUID performance, UUID seat, UUID order, int position) {
    return sql.insertInto(TICKET)
        .set(TICKET.TICKET_ID, UUID.randomUUID())
        .set(TICKET.ORDER_ID, order)
        .set(TICKET.POSITION, position)
        .set(TICKET.PERFORMANCE_ID, performance)
        .set(TICKET.SEAT_ID, seat)
        .set(TICKET.SECTION, "Parquet")
        .set(TICKET.ROW_LABEL, "1")
        .set(TICKET.NUMBER, Integer.toString(position))
        .set(TICKET.STATE, "ISSUED")
        .set(TICKET.SECRET, new byte[16])
        .set(TICKET.ISSUED_AT, now());
  }

  private static Instant now() {
    return Instant.now();
  }

  /// Nothing is sold any more, and the provider is a new one.
  void clear() {
    provider.close();
    provider = PaymentProvider.start(PaymentProvider.Settings.temporary());
    for (var table :
        List.of(
            TICKET,
            PAYMENT_ATTEMPT,
            ACCOUNT_ENTRY,
            ORDER_TRANSITION,
            OUTBOX,
            ORDER,
            PERFORMANCE_SEAT)) {
      sql.truncate(table).execute();
    }
  }

  @Override
  public void close() {
    edge.stop(0);
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } finally {
      provider.close();
      postgres.close();
    }
  }
}
