package boxoffice.order.webhook;

import boxoffice.guard.boot.SecretsCheck;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Whose events are believed.
///
/// @param secret the endpoint's secrets, separated by commas: two while one takes over from the
///   other
/// @param account our account at the provider, for endpoints that hear of several; null for an
///   endpoint that hears of its own only
/// @param lookInterval so often the provider is asked what happened, and so long an event has to
///   come by itself; 20 s when it is not set
@ConfigurationProperties("boxoffice.order.webhook")
record WebhookSettings(List<String> secret, @Nullable String account, Duration lookInterval) {
  private static final int SHORTEST = 16;
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(20);

  WebhookSettings(
      @Nullable List<String> secret, @Nullable String account, @Nullable Duration lookInterval) {
    this.secret = secret == null ? List.of() : List.copyOf(secret);
    this.account = account;
    this.lookInterval = Objects.requireNonNullElse(lookInterval, LOOK_INTERVAL);
    if (this.secret.isEmpty()) {
      throw new IllegalArgumentException("boxoffice.order.webhook.secret is not set");
    }
    if (this.secret.stream().anyMatch(each -> each.length() < SHORTEST)) {
      throw new IllegalArgumentException(
          "boxoffice.order.webhook.secret: each needs " + SHORTEST + " characters or more");
    }
    if (this.secret.stream().anyMatch(SecretsCheck::isPlaceholder)) {
      throw new IllegalArgumentException(
          "boxoffice.order.webhook.secret: one is a placeholder, each needs to be a secret");
    }
    if (!this.lookInterval.isPositive()) {
      throw new IllegalArgumentException(
          "boxoffice.order.webhook.look-interval needs to be longer than nothing");
    }
  }

  Optional<String> ownAccount() {
    return Optional.ofNullable(account).filter(name -> !name.isBlank());
  }

  @Override
  public String toString() {
    return "WebhookSettings[]"; // never the secrets
  }
}
