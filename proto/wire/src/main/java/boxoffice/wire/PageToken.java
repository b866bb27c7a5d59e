package boxoffice.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The opaque token between two pages: the sort key of the last row sent, so that a page costs the
/// same wherever it is and stays stable while rows are added.
///
/// @param parts the sort key's parts in order; none may hold a line feed
public record PageToken(List<String> parts) {
  private static final String SEPARATOR = "\n";

  public PageToken {
    parts = List.copyOf(parts);
    if (parts.stream().anyMatch(part -> part.contains(SEPARATOR))) {
      throw new IllegalArgumentException("a part of a page token holds a line feed");
    }
  }

  /// @return empty for an empty token, which asks for the first page
  /// @throws WireException VALIDATION_FAILED when it is not a token of so many parts
  public static PageToken parse(String token, int parts) {
    if (token.isEmpty()) {
      return new PageToken(List.of());
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      var found = List.of(text.split(SEPARATOR, -1));
      if (found.size() == parts && found.stream().noneMatch(PageToken::hasControls)) {
        return new PageToken(found);
      }
    } catch (IllegalArgumentException e) {
      throw invalid(e);
    }
    throw invalid(null);
  }

  /// No text of ours has them, and no database takes all of them.
  private static boolean hasControls(String part) {
    return part.chars().anyMatch(Character::isISOControl);
  }

  /// A part that is a time, in the years 1 to 9999.
  ///
  /// @throws WireException VALIDATION_FAILED
  public static Instant instant(String part) {
    try {
      return WireTypes.instant(WireTypes.timestamp(Instant.parse(part)));
    } catch (DateTimeException | WireException e) {
      throw invalid(e);
    }
  }

  public boolean isFirstPage() {
    return parts.isEmpty();
  }

  public String encode() {
    var text = String.join(SEPARATOR, parts);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The size to use for the one asked for: `standard` for 0, never over `max`.
  public static int size(int asked, int standard, int max) {
    return asked == 0 ? standard : Math.min(asked, max);
  }

  /// For a part that turns out not to be what it should be.
  public static WireException invalid(@Nullable RuntimeException cause) {
    return new WireException(
        ErrorReason.VALIDATION_FAILED,
        "page_token: not a token of this list",
        Map.of("field", "page_token"),
        cause);
  }
}
