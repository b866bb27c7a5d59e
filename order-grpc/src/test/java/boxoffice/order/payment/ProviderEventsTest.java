package boxoffice.order.payment;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.guard.observe.Spans;
import boxoffice.order.payment.PaymentIntents.Charge;
import boxoffice.order.payment.ProviderEvents.Span;
import boxoffice.parts.provider.Effect;
import boxoffice.parts.provider.Fault;
import boxoffice.parts.provider.Operation;
import boxoffice.parts.provider.PaymentProvider;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderEventsTest {
  /// As many as a breaker looks at.
  private static final int MANY = 20;

  private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final PaymentProvider provider =
      PaymentProvider.start(PaymentProvider.Settings.temporary());
  private final ProviderClient client =
      new ProviderClient(
          new ProviderSettings(
              URI.create(provider.url()),
              provider.secretKey(),
              PATIENCE,
              PATIENCE,
              Duration.ofMinutes(1),
              URI.create("http://localhost:8080/orders")),
          CircuitBreakerRegistry.ofDefaults(),
          Spans.NONE);
  private final ProviderEvents events = new ProviderEvents(client);
  private final PaymentIntents intents = new PaymentIntents(client);

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void readsPaymentsWhileListingWhatHappenedFails() {
    var charge = new Charge(UUID.randomUUID(), UUID.randomUUID(), 12_300, "EUR");
    var created = (Answer.Found) intents.create(charge, "key");
    provider.faults().add(Fault.of(Operation.LIST_EVENTS, Effect.FAIL_BEFORE).always());

    for (var call = 0; call < MANY; call++) {
      assertThat(list()).isInstanceOf(Answer.Failure.class);
    }

    assertThat(list()).isEqualTo(new Answer.NotSent());
    assertThat(intents.read(created.intent().id())).isEqualTo(created);
  }

  private EventList list() {
    var span = new Span(NOW.minus(PATIENCE), NOW);
    return events.list(span, Set.of("refund.created"), null, MANY);
  }
}
