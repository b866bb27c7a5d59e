package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is to be read: the pages and the description of the interface.
final class PageTest {
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    edge = RunningEdge.alone();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @Test
  void showsPagesThatRunNoInlineScript() {
    for (var path : List.of("/", "/verify-email", "/reset-password")) {
      var page = edge.get(path);

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("Content-Type")).startsWith("text/html");
      assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
      assertThat(page.body()).doesNotContain("<script>", "onclick");
    }
    assertThat(edge.get("/verify-email").body()).contains("/assets/verify-email.js");
    assertThat(edge.get("/assets/verify-email.js").body()).contains("/v1/accounts:verifyEmail");
    assertThat(edge.get("/reset-password").body()).contains("/assets/reset-password.js");
    assertThat(edge.get("/assets/reset-password.js").body()).contains("/v1/accounts:resetPassword");
    assertThat(edge.get("/assets/request.js").status()).isEqualTo(200);
    assertThat(edge.get("/assets/page.css").status()).isEqualTo(200);
  }

  @Test
  void leadsFromDocsToItsPage() {
    var docs = edge.get("/docs");

    assertThat(docs.status()).isEqualTo(302);
    assertThat(edge.get(docs.header("Location")).status()).isEqualTo(200);
  }

  @Test
  void describesEveryRoute() {
    var document = edge.get("/v3/api-docs").json();
    var routes = new TreeSet<String>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method -> routes.add(method.getKey() + " " + path.getKey())));

    assertThat(routes)
        .containsExactlyInAnyOrder(
            "post /v1/accounts",
            "post /v1/accounts:verifyEmail",
            "post /v1/accounts:resendVerification",
            "post /v1/accounts:requestPasswordReset",
            "post /v1/accounts:resetPassword",
            "get /v1/accounts/me",
            "patch /v1/accounts/me",
            "post /v1/accounts/me:changeEmail",
            "post /v1/accounts/me:changePassword",
            "post /v1/accounts/me:close",
            "post /v1/sessions",
            "post /v1/sessions:refresh",
            "get /v1/sessions",
            "delete /v1/sessions",
            "delete /v1/sessions/{session}",
            "get /.well-known/jwks.json",
            "post /v1/organisations",
            "get /v1/organisations",
            "post /v1/organisations/{organisation}/venues",
            "get /v1/organisations/{organisation}/venues",
            "get /v1/venues/{venue}",
            "post /v1/organisations/{organisation}/events",
            "get /v1/organisations/{organisation}/events",
            "get /v1/events",
            "get /v1/events/{event}",
            "get /v1/popularPerformances",
            "post /v1/seatMaps",
            "get /v1/seatMaps/{seatMap}/rows",
            "post /v1/performances",
            "get /v1/performances",
            "get /v1/performances/{performance}",
            "get /v1/performances/{performance}/availability",
            "post /v1/performances/{performance}/holds",
            "get /v1/performances/{performance}/holds/{hold}",
            "delete /v1/performances/{performance}/holds/{hold}",
            "post /v1/performances/{performance}/holds/{hold}:extend",
            "get /v1/holds",
            "post /v1/orders",
            "get /v1/orders",
            "get /v1/orders/{order}",
            "post /v1/orders/{order}:pay",
            "post /v1/orders/{order}:cancel",
            "post /v1/orders/{order}:cancelItems",
            "get /v1/orders/{order}/tickets",
            "get /v1/orders/{order}/receipt",
            "post /v1/complimentaryOrders",
            "get /v1/performances/{performance}/orders",
            "post /v1/performances/{performance}/orders/{order}:cancel",
            "post /v1/performances/{performance}/orders:collect",
            "get /v1/performances/{performance}/cancellationPreview",
            "post /v1/performances/{performance}/cancellations",
            "get /v1/performances/{performance}/cancellations/{cancellation}",
            "get /v1/performances/{performance}/cancellations/{cancellation}/orders",
            "get /v1/performances/{performance}/attendees",
            "get /v1/performances/{performance}/moneyReport",
            "post /v1/webhooks/stripe",
            "get /v1/services/{service}:ping");
  }

  @Test
  void describesKeyOfMutationsAndTheirAnswers() {
    var place =
        edge.get("/v3/api-docs")
            .json()
            .path("paths")
            .path("/v1/performances/{performance}/holds")
            .path("post");

    assertThat(place.path("parameters").toString()).contains("Idempotency-Key");
    assertThat(place.path("parameters").toString()).doesNotContain("requestId");
    assertThat(place.path("responses").path("201").toString()).contains("HoldJson");
    assertThat(place.path("responses").path("409").toString()).contains("application/problem+json");
  }
}
