package boxoffice.order.item;

import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What people call an order by. It opens nothing: its owner reads an order by its id, and staff
/// must belong to the organisation.
///
/// Ten characters of Crockford's base 32 are 50 bits: with ten million orders one code in a hundred
/// million that somebody makes up is an order's.
///
/// @param text without the dash
public record OrderCode(String text) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 10;
  private static final int HALF = LENGTH / 2;

  public OrderCode {
    if (!isCode(text)) {
      throw new IllegalArgumentException("not an order code: " + text);
    }
  }

  /// @param random must be unguessable
  public static OrderCode draw(RandomGenerator random) {
    return new OrderCode(
        IntStream.range(0, LENGTH)
            .mapToObj(_ -> String.valueOf(ALPHABET.charAt(random.nextInt(ALPHABET.length()))))
            .collect(Collectors.joining()));
  }

  /// As somebody wrote it down: small letters, dashes, spaces, and the letters that it never has
  /// for the digits that they look like.
  ///
  /// @return empty for what is not one
  public static Optional<OrderCode> parse(String written) {
    var text =
        written
            .toUpperCase(Locale.ROOT)
            .replaceAll("[ -]", "")
            .replace('O', '0')
            .replaceAll("[IL]", "1");
    return isCode(text) ? Optional.of(new OrderCode(text)) : Optional.empty();
  }

  private static boolean isCode(String text) {
    return text.length() == LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  /// @return such as `K7QD2-MXA9F`; empty for an order from before there were codes
  public static String display(@Nullable String stored) {
    return stored == null ? "" : stored.substring(0, HALF) + "-" + stored.substring(HALF);
  }
}
