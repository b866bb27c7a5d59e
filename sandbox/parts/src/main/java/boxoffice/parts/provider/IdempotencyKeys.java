package boxoffice.parts.provider;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The answers stored under idempotency keys, and the keys whose first request still runs. Safe for
/// any thread. Stripe forgets keys after 24 h at the earliest; the sandbox never does.
final class IdempotencyKeys {
  private static final int LONGEST = 255;

  private final Map<String, Stored> answers = new ConcurrentHashMap<>();
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  /// An answer and the request that it belongs to.
  ///
  /// @param fingerprint endpoint and parameters
  record Stored(String key, String fingerprint, int status, String body) {
    Answer answer() {
      return new Answer(status, body, true);
    }
  }

  /// Starts a request under a key, unless it was answered before. Throws when the key was used for
  /// another request, or is in use now. Whoever gets an empty answer calls [#end].
  Optional<Stored> begin(String key, String fingerprint) {
    if (key.length() > LONGEST) {
      throw StripeRefusal.keyTooLong();
    }
    if (!running.add(key)) {
      throw StripeRefusal.keyInUse(key);
    }
    // read after the key is ours: an answer stored a moment ago is seen
    var stored = Optional.ofNullable(answers.get(key));
    if (stored.isPresent()) {
      running.remove(key);
    }
    if (stored.isPresent() && !stored.get().fingerprint().equals(fingerprint)) {
      throw StripeRefusal.keyReused(key);
    }
    return stored;
  }

  void end(String key) {
    running.remove(key);
  }

  void store(Stored stored) {
    answers.put(stored.key(), stored);
  }
}
