package boxoffice.parts.provider;

import java.security.SecureRandom;

/// Ids that look like Stripe's: a prefix and 24 letters and digits that nobody can guess.
final class StripeIds {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final SecureRandom random = new SecureRandom();

  String next(String prefix) {
    var id = new StringBuilder(prefix).append('_');
    random.ints(24, 0, ALPHABET.length()).forEach(index -> id.append(ALPHABET.charAt(index)));
    return id.toString();
  }
}
