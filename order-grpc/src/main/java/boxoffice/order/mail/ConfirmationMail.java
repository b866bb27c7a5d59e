package boxoffice.order.mail;

import java.util.List;
import java.util.stream.Collectors;

/// The mail that tells a buyer what was bought. It names the tickets' seats, not their secrets. The
/// holder of a partner's order reads no prices: the partner has its own.
final class ConfirmationMail {
  private static final String FROM_PARTNER = "You get your tickets from whoever sold them to you.";

  private ConfirmationMail() {}

  static Mail of(OrderConfirmed order, String displayName, MailSettings settings) {
    var subject = "Your tickets, order " + order.name();
    if (order.buyerId() == null) {
      var end = "<p>" + FROM_PARTNER + "</p>";
      return new Mail(
          subject, text(order, displayName, FROM_PARTNER), html(order, displayName, end));
    }
    var link = settings.origin() + "/orders/" + order.orderId();
    var total = Mail.amount(order.totalMinor(), order.currency());
    var end =
        """
        <p>Total: %s</p>
        <p><a href="%s">Your tickets</a></p>\
        """
            .formatted(Mail.escape(total), Mail.escape(link));
    return new Mail(
        subject,
        text(order, displayName, "Total: %s\n\nYour tickets: %s".formatted(total, link)),
        html(order, displayName, end));
  }

  private static String text(OrderConfirmed order, String name, String end) {
    return """
    Hello %s,

    thank you: your order %s is confirmed.

    %s

    %s
    """
        .formatted(name, order.name(), String.join("\n", seats(order)), end);
  }

  private static String html(OrderConfirmed order, String name, String end) {
    var items =
        seats(order).stream()
            .map(seat -> "<li>" + Mail.escape(seat) + "</li>")
            .collect(Collectors.joining("\n"));
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>Your tickets</title></head><body>
    <p>Hello %s,</p>
    <p>thank you: your order %s is confirmed.</p>
    <ul>
    %s
    </ul>
    %s
    </body></html>
    """
        .formatted(Mail.escape(name), order.name(), items, end);
  }

  private static List<String> seats(OrderConfirmed order) {
    return order.lines().stream()
        .map(line ->
            order.buyerId() == null
                ? line.place()
                : line.place() + ": " + Mail.amount(line.amountMinor(), order.currency()))
        .toList();
  }
}
