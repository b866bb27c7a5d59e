package boxoffice.order.mail;

/// The mail that tells a buyer that an order is cancelled, and what comes back.
final class CancellationMail {
  private CancellationMail() {}

  static Mail of(OrderCancelled order, String displayName, MailSettings settings) {
    var link = settings.origin() + "/orders/" + order.orderId();
    var money =
        order.refundMinor() == 0
            ? "There is nothing to give back."
            : "You get back %s, the way that you paid."
                .formatted(Mail.amount(order.refundMinor(), order.currency()));
    var text =
        """
        Hello %s,

        your order %s is cancelled. Its tickets are no longer valid.

        %s

        Your order: %s
        """
            .formatted(displayName, order.orderId(), money, link);
    var html =
        """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Cancelled</title></head><body>
        <p>Hello %s,</p>
        <p>your order %s is cancelled. Its tickets are no longer valid.</p>
        <p>%s</p>
        <p><a href="%s">Your order</a></p>
        </body></html>
        """
            .formatted(
                Mail.escape(displayName), order.orderId(), Mail.escape(money), Mail.escape(link));
    return new Mail("Cancelled: order " + order.orderId(), text, html);
  }
}
