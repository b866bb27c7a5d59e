package boxoffice.edge.request;

import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A message's `etag` as HTTP writes it (RFC 9110, 8.8.3): in quotes, strong.
public final class EntityTag {
  private static final Pattern ONE = Pattern.compile("\"([!#-~]{1,64})\"");
  private static final String ANY = "*";

  private EntityTag() {}

  public static String quoted(String etag) {
    return "\"" + etag + "\"";
  }

  /// @param ifMatch the header `If-Match`
  /// @return what a request message takes: empty when nothing is expected
  /// @throws WireException VALIDATION_FAILED for several or weak ones
  public static String expected(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.equals(ANY)) {
      return "";
    }
    var tag = ONE.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw new WireException(
          ErrorReason.VALIDATION_FAILED, "If-Match: one strong entity tag is needed");
    }
    return tag.group(1);
  }
}
