package boxoffice.edge.request;

import boxoffice.wire.WireException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// A message's `etag` as HTTP writes it (RFC 9110, 8.8.3): in quotes, strong.
public final class EntityTag {
  /// What `If-Match` can be.
  public static final String FORM = "^(?:\\*|\"[!#-~]{1,64}\")$";

  private static final Pattern ONE = Pattern.compile(FORM);
  private static final String ANY = "*";

  private EntityTag() {}

  public static String quoted(String etag) {
    return "\"" + etag + "\"";
  }

  /// @param ifMatch the header `If-Match`
  /// @return what a request message takes: empty when nothing is expected
  /// @throws WireException VALIDATION_FAILED for several or weak ones
  public static String expected(@Nullable String ifMatch) {
    if (ifMatch == null) {
      return "";
    }
    var tag = ifMatch.strip();
    if (!ONE.matcher(tag).matches()) {
      throw WireException.invalidField(HttpHeaders.IF_MATCH, "one strong entity tag is needed");
    }
    return tag.equals(ANY) ? "" : tag.substring(1, tag.length() - 1);
  }
}
