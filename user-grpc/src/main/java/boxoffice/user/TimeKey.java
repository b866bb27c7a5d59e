package boxoffice.user;

import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where a page of a list begins that goes from the latest to the earliest: behind this row.
///
/// @param id decides among rows of the same time
public record TimeKey(Instant time, UUID id) {
  private static final int PARTS = 2;

  /// @return null for the first page
  /// @throws WireException VALIDATION_FAILED for a token of something else
  public static @Nullable TimeKey parse(String pageToken) {
    var token = PageToken.parse(pageToken, PARTS);
    if (token.isFirstPage()) {
      return null;
    }
    try {
      return new TimeKey(
          PageToken.instant(token.parts().getFirst()), UUID.fromString(token.parts().getLast()));
    } catch (IllegalArgumentException e) {
      throw PageToken.invalid(e);
    }
  }

  public String encode() {
    return new PageToken(List.of(time.toString(), id.toString())).encode();
  }
}
