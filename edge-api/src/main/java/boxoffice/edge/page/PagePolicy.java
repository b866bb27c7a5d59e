package boxoffice.edge.page;

import jakarta.servlet.http.HttpServletResponse;

/// What a page may load and do: scripts, styles and calls of our own, nothing inline, no frame
/// around it.
final class PagePolicy {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private PagePolicy() {}

  /// In the place of the policy that every answer has: of two, a browser obeys both.
  static void set(HttpServletResponse response) {
    response.setHeader("Content-Security-Policy", POLICY);
  }
}
