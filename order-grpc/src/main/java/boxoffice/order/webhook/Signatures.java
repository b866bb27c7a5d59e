package boxoffice.order.webhook;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells whether the provider signed some bytes, not long ago. Safe for many threads.
final class Signatures {
  /// To either side: what is replayed later is refused, and so is a clock that is wrong.
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Pattern TIME = Pattern.compile("t=(\\d{1,12})");

  private final List<String> secrets;
  private final Clock clock;

  Signatures(List<String> secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /// @param payload the same text as the bytes that came
  /// @return why it is not believed; empty when one of the secrets signed it
  Optional<String> refusal(String payload, String header) {
    var times = Arrays.stream(header.split(",", -1)).filter(part -> part.startsWith("t=")).toList();
    // stripe-java stumbles over a time that is no number, and has nothing against the future
    if (times.size() != 1 || !TIME.matcher(times.getFirst()).matches()) {
      return Optional.of("no signature");
    }
    var signedAt = Long.parseLong(times.getFirst().substring("t=".length()));
    var away = Math.abs(clock.instant().getEpochSecond() - signedAt);
    if (away > TOLERANCE.toSeconds()) {
      return Optional.of("signed " + away + " s away from now");
    }
    return secrets.stream().anyMatch(secret -> isSignedWith(secret, payload, header))
        ? Optional.empty()
        : Optional.of("signed by nobody we know");
  }

  private static boolean isSignedWith(String secret, String payload, String header) {
    try {
      return Webhook.Signature.verifyHeader(payload, header, secret, 0); // the time is checked
    } catch (SignatureVerificationException e) {
      return false;
    }
  }
}
