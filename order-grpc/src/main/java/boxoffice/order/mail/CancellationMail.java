package boxoffice.order.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The mail that tells a buyer what is cancelled, and what comes back. What comes back to the
/// holder of a partner's order is the partner's to say.
final class CancellationMail {
  private CancellationMail() {}

  static Mail of(OrderCancelled order, String displayName, MailSettings settings) {
    var lines = lines(order);
    var paragraphs =
        lines.stream()
            .map(line -> "<p>" + Mail.escape(line) + "</p>")
            .collect(Collectors.joining("\n"));
    if (order.buyerId() != null) {
      var link = settings.origin() + "/orders/" + order.orderId();
      lines.add("Your order: " + link);
      paragraphs += "\n<p><a href=\"%s\">Your order</a></p>".formatted(Mail.escape(link));
    }
    var text =
        """
        Hello %s,

        %s
        """
            .formatted(displayName, String.join("\n\n", lines));
    var html =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Cancelled</title></head><body>
        <p>Hello %s,</p>
        %s
        </body></html>
        """
            .formatted(Mail.escape(displayName), paragraphs);
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
    lines.add(back(order));
    return lines;
  }

  private static String back(OrderCancelled order) {
    if (order.buyerId() == null) {
      return "Ask whoever sold it to you what you get back.";
    }
    return order.refundMinor() == 0
        ? "There is nothing to give back."
        : "You get back %s, the way that you paid."
            .formatted(Mail.amount(order.refundMinor(), order.currency()));
  }
}
