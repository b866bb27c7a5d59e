package boxoffice.order.payment;

import com.stripe.StripeClient;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.service.PaymentIntentService;
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
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;

/// PaymentIntents at the provider. Every call says what is certain afterwards; none throws for
/// anything that the provider or the network does.
///
/// A call is tried again only where nothing was sent or the provider said "not now". Fails closed:
/// an open circuit breaker is [Answer.NotSent]. Reading has a breaker of its own, so that what is
/// unclear can be cleared up while nothing new is begun.
public final class PaymentIntents {
  static final String ORDER_ID = "order_id";
  private static final String ATTEMPT = "attempt";
  private static final int TRIES = 3;
  private static final Duration BASE_WAIT = Duration.ofMillis(50);

  private final PaymentIntentService intents;
  private final CircuitBreaker writing;
  private final CircuitBreaker reading;
  private final Retry retry;

  /// What is to be paid.
  ///
  /// @param attempt the payment attempt
  /// @param amountMinor in the currency's smallest unit
  /// @param currency ISO 4217, upper case
  public record Charge(UUID orderId, UUID attempt, long amountMinor, String currency) {}

  public PaymentIntents(ProviderSettings settings, CircuitBreakerRegistry breakers) {
    var config = ProviderBreaker.config(settings.breakerOpen());
    this.writing = breakers.circuitBreaker("provider", config);
    this.reading = breakers.circuitBreaker("provider-read", config);
    this.retry =
        Retry.of(
            "provider",
            RetryConfig.<Answer>custom()
                .maxAttempts(TRIES)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(BASE_WAIT, 2.0, 1.0))
                .retryOnResult(a -> a instanceof Answer.NotSent || a instanceof Answer.Busy)
                .retryOnException(failure -> false)
                .build());
    this.intents = client(settings).v1().paymentIntents();
  }

  private static StripeClient client(ProviderSettings settings) {
    var http =
        HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .build();
    return StripeClient.builder()
        .setApiKey(settings.secretKey())
        .setApiBase(settings.baseUrl().toString())
        .setMaxNetworkRetries(0)
        .setHttpClient(new ProviderHttp(http, settings.timeout()))
        .build();
  }

  /// Whether a new payment may be begun; false while the provider fails.
  public boolean accepting() {
    return writing.getState() != State.OPEN && writing.getState() != State.FORCED_OPEN;
  }

  /// Creates a PaymentIntent that moves no money until it is confirmed.
  ///
  /// @param key the same for each repetition
  public Answer create(Charge charge, String key) {
    var params =
        PaymentIntentCreateParams.builder()
            .setAmount(charge.amountMinor())
            .setCurrency(charge.currency().toLowerCase(Locale.ROOT))
            .addPaymentMethodType("card")
            .putMetadata(ORDER_ID, charge.orderId().toString())
            .putMetadata(ATTEMPT, charge.attempt().toString())
            .build();
    return call(writing, "create", () -> intents.create(params, keyed(key)));
  }

  /// Moves the money, at most once however often it is called.
  public Answer confirm(String id, String paymentMethod, String key) {
    var params = PaymentIntentConfirmParams.builder().setPaymentMethod(paymentMethod).build();
    return call(writing, "confirm", () -> intents.confirm(id, params, keyed(key)));
  }

  public Answer read(String id) {
    return call(reading, "read", () -> intents.retrieve(id));
  }

  /// Makes sure that it will never be paid. One that is paid already, or cancelled, is found as it
  /// is.
  public Answer cancel(String id) {
    var answer = call(writing, "cancel", () -> intents.cancel(id));
    return answer instanceof Answer.Found ? answer : read(id);
  }

  private Answer call(CircuitBreaker breaker, String what, Answers.Call call) {
    Supplier<Answer> once = () -> Answers.of(what, call);
    try {
      return Retry.decorateSupplier(retry, CircuitBreaker.decorateSupplier(breaker, once)).get();
    } catch (CallNotPermittedException e) {
      return new Answer.NotSent();
    }
  }

  private static RequestOptions keyed(String key) {
    return RequestOptions.builder().setIdempotencyKey(key).build();
  }
}
