package boxoffice.order.mail;

import java.util.List;
import java.util.stream.Collectors;

/// The mail that tells a buyer what was bought. It names the tickets' seats, not their secrets.
final class ConfirmationMail {
  private ConfirmationMail() {}

  static Mail of(OrderConfirmed order, String displayName, MailSettings settings) {
    var link = settings.origin() + "/orders/" + order.orderId();
    var total = Mail.amount(order.totalMinor(), order.currency());
    var subject = "Your tickets, order " + order.name();
    return new Mail(
        subject, text(order, displayName, total, link), html(order, displayName, total, link));
  }

  private static String text(OrderConfirmed order, String name, String total, String link) {
    return """
    Hello %s,

    thank you: your order %s is confirmed.

    %s

    Total: %s

    Your tickets: %s
    """
        .formatted(name, order.name(), String.join("\n", seats(order)), total, link);
  }

  private static String html(OrderConfirmed order, String name, String total, String link) {
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
    <p>Total: %s</p>
    <p><a href="%s">Your tickets</a></p>
    </body></html>
    """
        .formatted(Mail.escape(name), order.name(), items, Mail.escape(total), Mail.escape(link));
  }

  private static List<String> seats(OrderConfirmed order) {
    return order.lines().stream()
        .map(line -> line.place() + ": " + Mail.amount(line.amountMinor(), order.currency()))
        .toList();
  }
}
