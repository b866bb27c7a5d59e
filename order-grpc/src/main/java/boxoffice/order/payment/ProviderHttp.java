package boxoffice.order.payment;

import boxoffice.guard.observe.Spans;
import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Carries the provider's API over the JDK's HTTP client. stripe-java's own carrier sends a POST a
/// second time when a kept connection breaks, and then a refused connection does not prove any more
/// that nothing was sent; this one never does. An answer has at most 512 KiB.
final class ProviderHttp extends HttpClient {
  private static final int ANSWER_BYTES = 512 * 1024;

  private final java.net.http.HttpClient client;
  private final Duration timeout;
  private final Spans spans;

  ProviderHttp(java.net.http.HttpClient client, Duration timeout, Spans spans) {
    this.client = client;
    this.timeout = timeout;
    this.spans = spans;
  }

  @Override
  public StripeResponse request(StripeRequest request) throws ApiConnectionException {
    return spans
        .of("provider", request.method().name())
        .highCardinalityKeyValue("url.path", request.url().getPath())
        .observeChecked(() -> send(request));
  }

  private StripeResponse send(StripeRequest request) throws ApiConnectionException {
    try {
      var answer = client.send(toHttp(request), BodyHandlers.ofInputStream());
      // stripe-java stumbles over an error without a body, such as a load balancer may answer
      var text = text(answer);
      var body = text.isBlank() ? "{}" : text;
      return new StripeResponse(answer.statusCode(), HttpHeaders.of(answer.headers().map()), body);
    } catch (IOException e) {
      throw new ApiConnectionException("no answer from the payment provider", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiConnectionException("interrupted while the payment provider was asked", e);
    }
  }

  private HttpRequest toHttp(StripeRequest request) {
    var http = HttpRequest.newBuilder(java.net.URI.create(request.url().toString()));
    http.timeout(timeout);
    request.headers().map().forEach((name, values) -> values.forEach(v -> http.header(name, v)));
    http.header("User-Agent", buildUserAgentString(request));
    var content = request.content();
    BodyPublisher body = BodyPublishers.noBody();
    if (content != null) {
      http.header("Content-Type", content.contentType());
      body = BodyPublishers.ofByteArray(content.byteArrayContent());
    }
    return http.method(request.method().name(), body).build();
  }

  private static String text(HttpResponse<InputStream> answer) throws IOException {
    try (var body = answer.body()) {
      var bytes = body.readNBytes(ANSWER_BYTES + 1);
      var text = new String(bytes, StandardCharsets.UTF_8);
      if (bytes.length > ANSWER_BYTES) {
        throw new AnswerTooLong(text);
      }
      return text;
    }
  }
}
