package boxoffice.order.payment;

import boxoffice.guard.observe.Spans;
import com.stripe.StripeClient;
import com.stripe.net.RequestOptions;
import com.stripe.service.V1Services;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.function.Supplier;

/// The way to the provider.
///
/// A call is tried again only where nothing was sent or the provider said "not now". Fails closed:
/// an open circuit breaker is [Answer.NotSent]. Reading has a breaker of its own, so that what is
/// unclear can be cleared up while nothing new is begun; and so has listing what happened, which
/// may fail or be slow while payments can be read.
public final class ProviderClient {
  private static final int TRIES = 3;
  private static final Duration BASE_WAIT = Duration.ofMillis(50);

  private final StripeClient client;
  private final CircuitBreaker writing;
  private final CircuitBreaker reading;
  private final CircuitBreaker listing;
  private final Retry retry;

  public ProviderClient(ProviderSettings settings, CircuitBreakerRegistry breakers, Spans spans) {
    var config = ProviderBreaker.config(settings.breakerOpen());
    this.writing = breakers.circuitBreaker("provider", config);
    this.reading = breakers.circuitBreaker("provider-read", config);
    this.listing =
        breakers.circuitBreaker(
            "provider-list", ProviderBreaker.patientConfig(settings.breakerOpen()));
    this.retry =
        Retry.of(
            "provider",
            RetryConfig.<Object>custom()
                .maxAttempts(TRIES)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(BASE_WAIT, 2.0, 1.0))
                .retryOnResult(a -> a instanceof Answer.NotSent || a instanceof Answer.Busy)
                .retryOnException(failure -> false)
                .build());
    this.client = client(settings, spans);
  }

  private static StripeClient client(ProviderSettings settings, Spans spans) {
    var http =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .build();
    return StripeClient.builder()
        .setApiKey(settings.secretKey())
        .setApiBase(settings.baseUrl().toString())
        .setMaxNetworkRetries(0)
        .setHttpClient(new ProviderHttp(http, settings.timeout(), spans))
        .build();
  }

  V1Services stripe() {
    return client.v1();
  }

  /// Whether something new may be begun; false while the provider fails.
  boolean accepting() {
    return writing.getState() != State.OPEN && writing.getState() != State.FORCED_OPEN;
  }

  <A> A write(Supplier<? extends A> call, A notSent) {
    return call(writing, call, notSent);
  }

  <A> A read(Supplier<? extends A> call, A notSent) {
    return call(reading, call, notSent);
  }

  /// For whoever has all the time there is.
  <A> A list(Supplier<? extends A> call, A notSent) {
    return call(listing, call, notSent);
  }

  private <A> A call(CircuitBreaker breaker, Supplier<? extends A> once, A notSent) {
    Supplier<A> asked = once::get;
    try {
      return Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, asked)).get();
    } catch (CallNotPermittedException e) {
      return notSent;
    }
  }

  static RequestOptions keyed(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }
}
