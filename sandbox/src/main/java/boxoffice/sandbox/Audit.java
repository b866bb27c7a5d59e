package boxoffice.sandbox;

import static boxoffice.db.audit.Tables.ORDER;
import static boxoffice.db.audit.Tables.PAYMENT;
import static boxoffice.db.audit.Tables.SEAT;
import static boxoffice.db.audit.Tables.TICKET;

import boxoffice.parts.provider.LedgerEntry;
import boxoffice.parts.provider.PaymentProvider;
import java.io.PrintStream;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/// Compares what the audit views say of an order with what the provider's own ledger says.
final class Audit {
  private final String url;
  private final String password;
  private final PaymentProvider provider;

  Audit(String url, String password, PaymentProvider provider) {
    this.url = url;
    this.password = password;
    this.provider = provider;
  }

  /// @param charged what the ledger says was paid
  /// @param charges how often
  record Findings(
      List<String> orderStates,
      List<String> ticketStates,
      List<String> seatStates,
      List<String> payments,
      long paid,
      long charged,
      long charges) {}

  Findings find(UUID orderId) {
    var charges =
        provider.ledger().stream()
            .filter(entry -> orderId.toString().equals(entry.order()))
            .filter(entry -> entry.type() == LedgerEntry.Type.CHARGE)
            .toList();
    return read(sql -> {
      var payments = sql.selectFrom(PAYMENT).where(PAYMENT.ORDER_ID.eq(orderId)).fetch();
      return new Findings(
          sql.selectFrom(ORDER).where(ORDER.ORDER_ID.eq(orderId)).fetch(ORDER.STATE),
          sql.selectFrom(TICKET).where(TICKET.ORDER_ID.eq(orderId)).fetch(TICKET.STATE),
          sql.selectFrom(SEAT).where(SEAT.ORDER_ID.eq(orderId)).fetch(SEAT.STATE),
          payments.getValues(PAYMENT.STATE),
          payments.getValues(PAYMENT.PAID).stream().mapToLong(Number::longValue).sum(),
          charges.stream().mapToLong(LedgerEntry::amount).sum(),
          charges.size());
    });
  }

  /// Prints what was found of a purchase.
  ///
  /// @return whether everything is as it must be
  boolean report(TryPurchase.Bought bought, PrintStream out) {
    var found =
        Patience.await(
            "the seats to be booked",
            () -> find(bought.orderId()),
            findings -> !findings.seatStates().contains("RESERVED"));
    out.println(
        "audit views:  orders " + found.orderStates() + ", tickets " + found.ticketStates());
    out.println("              seats " + found.seatStates() + ", payments " + found.payments());
    out.printf("              paid %d %s%n", found.paid(), bought.currency());
    out.printf(
        "provider:     %d charge(s), %d %s%n", found.charges(), found.charged(), bought.currency());
    var differences = differences(bought, found);
    differences.forEach(difference -> out.println("DIFFERS: " + difference));
    return differences.isEmpty();
  }

  private static List<String> differences(TryPurchase.Bought bought, Findings found) {
    var differences = new ArrayList<String>();
    if (!found.orderStates().equals(List.of("CONFIRMED"))) {
      differences.add("not one confirmed order");
    }
    if (!found.ticketStates().equals(List.of("ISSUED", "ISSUED"))) {
      differences.add("not two issued tickets");
    }
    if (!found.seatStates().equals(List.of("BOOKED", "BOOKED"))) {
      differences.add("not two booked seats");
    }
    if (!found.payments().equals(List.of("PAID")) || found.charges() != 1) {
      differences.add("not one payment");
    }
    if (found.paid() != bought.totalMinor() || found.charged() != bought.totalMinor()) {
      differences.add("the amounts are not the order's total of " + bought.totalMinor());
    }
    return differences;
  }

  <T> T read(Function<DSLContext, T> query) {
    try (var connection = DriverManager.getConnection(url, "auditor", password)) {
      return query.apply(DSL.using(connection, SQLDialect.POSTGRES));
    } catch (SQLException e) {
      throw new IllegalStateException("the audit views cannot be read", e);
    }
  }
}
