package boxoffice.parts.provider;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Tells events to whoever wants to hear them: signed, each again with growing pauses until it was
/// taken, in no certain order, as Stripe does. The same as the paths below `/control/webhooks`. For
/// any thread.
///
/// What was not taken yet when the process ends is never told; readers of the API find it all the
/// same.
public final class Webhooks {
  private final Account account;
  private final WebhookSender sender;
  private final Rules<WebhookRule> rules = new Rules<>("webhook_rule_");
  private final List<Event> withheld = new ArrayList<>();
  private @Nullable WebhookEndpoint endpoint;

  Webhooks(Account account, WebhookSender sender) {
    this.account = account;
    this.sender = sender;
  }

  /// From now on events go there; null for nowhere.
  public synchronized void sendTo(@Nullable WebhookEndpoint where) {
    endpoint = where;
  }

  /// Puts a rule in force, behind those that are. The first that matches an event is used.
  public ActiveRule<WebhookRule> add(WebhookRule rule) {
    return rules.add(rule, rule.times());
  }

  public List<ActiveRule<WebhookRule>> active() {
    return rules.all();
  }

  /// Ends all rules. What is withheld stays withheld.
  public void clear() {
    rules.clear();
  }

  /// All events so far, newest first.
  public List<Event> events() {
    return account.events();
  }

  /// Events that wait to be sent or released, oldest first.
  public synchronized List<Event> withheld() {
    return List.copyOf(withheld);
  }

  /// Tries of late, oldest first.
  public List<Delivery> deliveries() {
    return sender.deliveries();
  }

  /// Sends all that is withheld, one after the other, shuffled.
  ///
  /// @param seed of the order
  public synchronized void releaseShuffled(long seed) {
    var shuffled = new ArrayList<>(withheld);
    Collections.shuffle(shuffled, new Random(seed));
    withheld.clear();
    if (endpoint != null) {
      sender.sendInTurn(endpoint, shuffled);
    }
  }

  /// Sends an event once more, or for the first time.
  ///
  /// @return what the first try was answered
  public CompletableFuture<Delivery> send(String eventId, Signature signature) {
    var event =
        account.event(eventId).orElseThrow(() -> new NoSuchElementException("no " + eventId));
    synchronized (this) {
      withheld.remove(event);
    }
    return sender.send(where(), event.id(), event.json(), signature);
  }

  /// Sends anything, signed with the endpoint's secret: what another account's provider would send.
  ///
  /// @return what was answered; it is not tried again
  public CompletableFuture<Delivery> sendPayload(String payload, Signature signature) {
    return sender.once(where(), payload, signature);
  }

  private synchronized WebhookEndpoint where() {
    return Optional.ofNullable(endpoint)
        .orElseThrow(() -> new IllegalArgumentException("webhooks are sent nowhere"));
  }

  synchronized void happened(List<Event> events) {
    for (var event : events) {
      if (endpoint == null || !endpoint.wants(event)) {
        continue;
      }
      var rule = rules.take(each -> each.matches(event)).orElse(WebhookRule.USUAL);
      if (rule.copies() == 0) {
        withheld.add(event);
      }
      for (var copy = 0; copy < rule.copies(); copy++) {
        sender.send(endpoint, event, rule);
      }
    }
  }
}
