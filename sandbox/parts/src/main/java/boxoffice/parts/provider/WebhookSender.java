package boxoffice.parts.provider;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Carries webhooks, a thread for each. Not a redirect is followed. For any thread.
final class WebhookSender implements AutoCloseable {
  private static final int TRIES = 40;
  private static final int KEPT = 10_000;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private final Clock clock;
  private boolean paused;

  WebhookSender(Clock clock) {
    this.clock = clock;
  }

  /// What is sent, and how.
  private record Letter(
      WebhookEndpoint to, @Nullable String event, String payload, Signature signature) {}

  /// By a rule, until it is taken.
  void send(WebhookEndpoint to, Event event, WebhookRule rule) {
    var letter = new Letter(to, event.id(), event.json(), rule.signs());
    var delay = rule.delay() == null ? Duration.ZERO : rule.delay();
    var _ = start(letter, delay, TRIES);
  }

  /// Until it is taken.
  ///
  /// @return what the first try was answered
  CompletableFuture<Delivery> send(
      WebhookEndpoint to, String event, String payload, Signature signature) {
    return start(new Letter(to, event, payload, signature), Duration.ZERO, TRIES);
  }

  /// @return what it was answered
  CompletableFuture<Delivery> once(WebhookEndpoint to, String payload, Signature signature) {
    return start(new Letter(to, null, payload, signature), Duration.ZERO, 1);
  }

  /// Each after the first try of the one before.
  void sendInTurn(WebhookEndpoint to, List<Event> events) {
    Future<?> _ =
        threads.submit(() ->
            events.forEach(event -> send(to, event.id(), event.json(), Signature.RIGHT).join()));
  }

  /// While the provider is away it tells nothing.
  synchronized void pause() {
    paused = true;
  }

  synchronized void resume() {
    paused = false;
    notifyAll();
  }

  synchronized List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  private CompletableFuture<Delivery> start(Letter letter, Duration delay, int tries) {
    var first = new CompletableFuture<Delivery>();
    Future<?> _ =
        threads.submit(() -> {
          try {
            Thread.sleep(delay);
            carry(letter, tries, first);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            first.cancel(false);
          }
        });
    return first;
  }

  private void carry(Letter letter, int tries, CompletableFuture<Delivery> first)
      throws InterruptedException {
    var pause = FIRST_PAUSE;
    for (var attempt = 1; attempt <= tries; attempt++) {
      awaitRunning();
      var delivery = new Delivery(letter.event(), attempt, post(letter));
      remember(delivery);
      first.complete(delivery);
      if (delivery.isTaken()) {
        return;
      }
      Thread.sleep(pause);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  private synchronized void awaitRunning() throws InterruptedException {
    while (paused) {
      wait();
    }
  }

  private synchronized void remember(Delivery delivery) {
    if (deliveries.size() == KEPT) {
      deliveries.removeFirst();
    }
    deliveries.addLast(delivery);
  }

  /// @return the status, 0 for none
  private int post(Letter letter) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(letter.to().url())
            .timeout(ANSWER)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
            .POST(BodyPublishers.ofString(letter.payload()));
    letter
        .signature()
        .header(letter.to().secret(), clock.instant(), letter.payload())
        .ifPresent(signature -> request.header("Stripe-Signature", signature));
    try {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      // whoever should hear it is away: told again later
      return 0;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.shutdownNow();
  }
}
