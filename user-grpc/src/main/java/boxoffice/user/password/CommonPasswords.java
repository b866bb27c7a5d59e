package boxoffice.user.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Passwords that everybody tries first: those of a bundled list, the same with digits or signs
/// behind them, and whatever holds the name of this site.
final class CommonPasswords {
  private static final String LIST = "common-passwords.txt";
  private static final String SITE = "boxoffice";
  private static final Pattern TAIL = Pattern.compile("[^\\p{L}]+$");

  private final Set<String> list = read();

  boolean contains(String password) {
    var lower = password.toLowerCase(Locale.ROOT);
    return lower.contains(SITE)
        || list.contains(lower)
        || list.contains(TAIL.matcher(lower).replaceFirst(""));
  }

  private static Set<String> read() {
    var stream = Objects.requireNonNull(CommonPasswords.class.getResourceAsStream(LIST), LIST);
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
