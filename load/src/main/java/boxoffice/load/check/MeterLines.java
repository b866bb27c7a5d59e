package boxoffice.load.check;

import boxoffice.load.history.Event.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Lays what was counted between two moments beside what else is known of it.
final class MeterLines {
  /// What moves as long as anything is going on.
  static final List<MeterQuery> COUNTERS =
      List.of(
          MeterQuery.calls("inventory.v1.HoldService/PlaceHold"),
          MeterQuery.calls("order.v1.OrderService/PlaceOrder"),
          MeterQuery.whole("boxoffice_orders_changed_total"),
          MeterQuery.whole("boxoffice_payments_changed_total"),
          MeterQuery.whole("boxoffice_refunds_changed_total"),
          MeterQuery.whole("boxoffice_order_webhooks_total"));

  private static final String HOLDS = "inventory.v1.HoldService/";
  private static final String ORDERS = "order.v1.OrderService/";
  private static final String OK = "ok";
  private static final String DECLINED = "payment-declined";
  private static final String BOOKS = "books";
  private static final String LEDGER = "ledger";

  private final MeterStand begin;
  private final MeterStand end;
  private final Heard heard;
  private final List<MeterLine> lines = new ArrayList<>();

  private MeterLines(MeterStand begin, MeterStand end, Heard heard) {
    this.begin = begin;
    this.end = end;
    this.heard = heard;
  }

  static List<MeterLine> of(MeterStand begin, MeterStand end, Heard heard) {
    var lines = new MeterLines(begin, end, heard);
    lines.holds();
    lines.orders();
    lines.edge();
    if (begin.counts() != null && end.counts() != null) {
      lines.books(begin.counts(), end.counts());
      lines.now(end.counts());
    }
    if (begin.ledger() != null && end.ledger() != null) {
      lines.ledger(begin.ledger(), end.ledger());
    }
    return List.copyOf(lines.lines);
  }

  private void holds() {
    callers("holds granted", MeterQuery.calls(HOLDS + "PlaceHold", "held"), Kind.HOLD, OK);
    callers(
        "holds refused: taken",
        MeterQuery.calls(HOLDS + "PlaceHold", "seats_unavailable", "not_enough"),
        Kind.HOLD,
        "seat-unavailable",
        "sold-out");
    callers(
        "holds refused: too many",
        MeterQuery.calls(HOLDS + "PlaceHold", "purchase_limit"),
        Kind.HOLD,
        "purchase-limit");
    callers(
        "holds released", MeterQuery.calls(HOLDS + "ReleaseHold", "released"), Kind.RELEASE, OK);
  }

  private void orders() {
    callers("orders taken", MeterQuery.calls(ORDERS + "PlaceOrder", "order"), Kind.ORDER, OK);
    callers(
        "orders declined",
        MeterQuery.calls(ORDERS + "PlaceOrder", "payment_declined"),
        Kind.ORDER,
        DECLINED);
    callers(
        "orders refused: seats lost",
        MeterQuery.calls(ORDERS + "PlaceOrder", "seats_lost"),
        Kind.ORDER,
        "seat-unavailable");
    callers(
        "orders refused: hold over",
        MeterQuery.calls(ORDERS + "PlaceOrder", "hold_expired"),
        Kind.ORDER,
        "hold-expired");
    callers("orders paid again", MeterQuery.calls(ORDERS + "PayOrder", "order"), Kind.PAY, OK);
    callers(
        "orders declined again",
        MeterQuery.calls(ORDERS + "PayOrder", "payment_declined"),
        Kind.PAY,
        DECLINED);
    counted(
        "orders confirmed",
        MeterQuery.changed("orders", "CONFIRMED"),
        "callers",
        heard.confirmed(),
        heard.confirmed() + heard.unclear(Kind.ORDER) + heard.unclear(Kind.PAY));
  }

  private void edge() {
    var order = "/v1/orders/{order}";
    var holds = "/v1/performances/{performance}/holds";
    callers("answered 2xx", MeterQuery.answers("POST", holds), Kind.HOLD, OK);
    callers("answered 2xx", MeterQuery.answers("DELETE", holds + "/{hold}"), Kind.RELEASE, OK);
    callers("answered 2xx", MeterQuery.answers("POST", "/v1/orders"), Kind.ORDER, OK);
    callers("answered 2xx", MeterQuery.answers("POST", order + ":pay"), Kind.PAY, OK);
    callers("answered 2xx", MeterQuery.answers("GET", order), Kind.READ_ORDER, OK);
    callers("answered 2xx", MeterQuery.answers("GET", order + "/tickets"), Kind.READ_TICKETS, OK);
  }

  private void books(SystemCounts before, SystemCounts after) {
    for (var state : List.of("CONFIRMED", "REJECTED", "EXPIRED", "CANCELLED")) {
      grown("orders", state, BOOKS, grown(before.orders(), after.orders(), state));
    }
    for (var state : List.of("PAID", "DECLINED", "CANCELLED")) {
      grown("payments", state, BOOKS, grown(before.payments(), after.payments(), state));
    }
    for (var state : List.of("SUCCEEDED", "FAILED")) {
      grown("refunds", state, BOOKS, grown(before.refunds(), after.refunds(), state));
    }
    var webhooks = after.webhooks() - before.webhooks();
    counted("events taken in", MeterQuery.webhooks("applied", "parked"), BOOKS, webhooks, webhooks);
  }

  /// States that are left again are compared as they are at the end.
  private void now(SystemCounts counts) {
    var unknown = counts.payments().getOrDefault("UNKNOWN", 0L);
    told("payments unknown", "order", MeterQuery.whole("boxoffice_payments_unknown"), unknown);
    told(
        "orders pending",
        "order",
        MeterQuery.ofState("boxoffice_orders_open", "PENDING"),
        counts.pending());
    var waiting = MeterQuery.whole("boxoffice_outbox_waiting");
    var mails = end.meters().most("order", waiting) + end.meters().most("user", waiting);
    lines.add(
        new MeterLine(
            "mails waiting", waiting.toString(), mails, BOOKS, counts.unsent(), counts.unsent()));
  }

  private void ledger(Map<String, Long> before, Map<String, Long> after) {
    grown("payments", "PAID", LEDGER, grown(before, after, "charge"));
    grown("payments", "DECLINED", LEDGER, grown(before, after, "decline"));
    grown("refunds", "SUCCEEDED", LEDGER, grown(before, after, "refund"));
  }

  private static long grown(Map<String, Long> before, Map<String, Long> after, String what) {
    return after.getOrDefault(what, 0L) - before.getOrDefault(what, 0L);
  }

  private void grown(String things, String state, String by, long known) {
    counted(things + " now " + state, MeterQuery.changed(things, state), by, known, known);
  }

  private void callers(String what, MeterQuery meter, Kind kind, String... outcomes) {
    var least = heard.of(kind, outcomes);
    counted(what, meter, "callers", least, least + heard.unclear(kind));
  }

  private void counted(String what, MeterQuery meter, String by, long least, long most) {
    var metered = end.meters().sum(meter) - begin.meters().sum(meter);
    lines.add(new MeterLine(what, meter.toString(), metered, by, least, most));
  }

  private void told(String what, String service, MeterQuery meter, long known) {
    var metered = end.meters().most(service, meter);
    lines.add(new MeterLine(what, meter.toString(), metered, BOOKS, known, known));
  }
}
