package boxoffice.edge.request;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whose pages may call from a browser.
///
/// @param origins each exactly as browsers send it, such as `https://shop.example`; nobody's unless
///   they are listed
@ConfigurationProperties("boxoffice.edge")
record OriginSettings(@DefaultValue List<String> origins) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  OriginSettings {
    origins = List.copyOf(origins);
    origins.forEach(OriginSettings::requireOrigin);
  }

  private static void requireOrigin(String origin) {
    URI uri;
    try {
      uri = URI.create(origin);
    } catch (IllegalArgumentException e) {
      throw refusal(origin, e);
    }
    var host = uri.getHost();
    if (host == null || uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
      throw refusal(origin, null);
    }
    var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    if (!origin.equals(uri.getScheme() + "://" + host + port)) {
      throw refusal(origin, null);
    }
  }

  private static IllegalArgumentException refusal(String origin, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "boxoffice.edge.origins has "
            + origin
            + ", needs exact origins: scheme, host and port, nothing after them",
        cause);
  }
}
