package boxoffice.order.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The mail that tells a buyer what is cancelled, and what comes back.
final class CancellationMail {
  private CancellationMail() {}

  static Mail of(OrderCancelled order, String displayName, MailSettings settings) {
    var link = settings.origin() + "/orders/" + order.orderId();
    var lines = lines(order);
    var text =
        """
        Hello %s,

        %s

        Your order: %s
        """
            .formatted(displayName, String.join("\n\n", lines), link);
    var html =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Cancelled</title></head><body>
        <p>Hello %s,</p>
        %s
        <p><a href="%s">Your order</a></p>
        </body></html>
        """
            .formatted(
                Mail.escape(displayName),
                lines.stream()
                    .map(line -> "<p>" + Mail.escape(line) + "</p>")
                    .collect(Collectors.joining("\n")),
                Mail.escape(link));
    return new Mail("Cancelled: order " + order.orderId(), text, html);
  }

  private static List<String> lines(OrderCancelled order) {
    var lines = new ArrayList<String>();
    if (order.items().isEmpty()) {
      lines.add(
          "your order %s is cancelled. Its tickets are no longer valid."
              .formatted(order.orderId()));
    } else {
      lines.add(
          "of your order %s this is cancelled, and its tickets are no longer valid:"
              .formatted(order.orderId()));
      order.items().stream().map(OrderConfirmed.Line::place).forEach(lines::add);
    }
    if (order.reason() != null) {
      lines.add("The organiser says: " + order.reason());
    }
    lines.add(
        order.refundMinor() == 0
            ? "There is nothing to give back."
            : "You get back %s, the way that you paid."
                .formatted(Mail.amount(order.refundMinor(), order.currency())));
    return lines;
  }
}
