package boxoffice.parts.provider;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.util.NoSuchElementException;

/// The page on which the owner of a card confirms or refuses a payment, as a bank's 3-D Secure page
/// in Stripe's test mode. It needs no key: it is for browsers.
final class OwnersPage {
  static final String PATH = "/authenticate/";

  private static final String QUESTION =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Your bank</title></head>
      <body>
      <h1>Confirm your payment</h1>
      <p>This is the sandbox's bank. No money moves.</p>
      <form method="post">
      <button name="decision" value="confirm">Confirm</button>
      <button name="decision" value="refuse">Refuse</button>
      </form>
      </body>
      </html>
      """;
  private static final String OVER =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>Your bank</title></head>
      <body><p>This payment needs no confirmation any more.</p></body>
      </html>
      """;

  private final Operator operator;

  OwnersPage(Operator operator) {
    this.operator = operator;
  }

  void addTo(RoutesConfig routes) {
    routes.get(PATH + "{id}", this::show);
    routes.post(PATH + "{id}", this::decide);
    routes.exception(
        NoSuchElementException.class,
        (_, http) -> http.status(HttpStatus.NOT_FOUND).result("There is no such payment."));
  }

  private void show(Context http) {
    var asks = operator.awaitsItsOwner(http.pathParam("id"));
    http.html(asks ? QUESTION : OVER);
  }

  private void decide(Context http) {
    var id = http.pathParam("id");
    var confirms = "confirm".equals(http.formParam("decision"));
    if (operator.awaitsItsOwner(id)) {
      if (confirms) {
        operator.pay(id);
      } else {
        operator.refuse(id);
      }
    }
    var back = operator.returnUrl(id);
    if (back == null) {
      http.html(OVER);
    } else {
      http.redirect(withOutcome(back, id, confirms), HttpStatus.SEE_OTHER);
    }
  }

  private static String withOutcome(String back, String id, boolean confirms) {
    var separator = URI.create(back).getQuery() == null ? "?" : "&";
    var outcome = confirms ? "succeeded" : "failed";
    return back + separator + "payment_intent=" + id + "&redirect_status=" + outcome;
  }
}
