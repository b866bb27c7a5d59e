package boxoffice.edge.problem;

import boxoffice.guard.observe.RequestId;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.slf4j.MDC;

/// Gives every request the id that its log lines in every service, its problem document and the
/// header `X-Request-Id` carry, and every answer the headers that keep browsers careful, also those
/// that Tomcat makes before any filter. Who answers with a page replaces the policy by one that
/// lets the page work.
///
/// The connection counts as encrypted when it is, or when a trusted proxy says so in
/// `X-Forwarded-Proto`: Tomcat's own valve before this one decides whom to believe.
final class AnswerHeaders extends ValveBase {
  private static final String POLICY_HEADER = "Content-Security-Policy";
  private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

  /// Swagger UI styles its elements inline and draws images from `data:`.
  private static final String DOCS =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

  private static final String DOCS_PATH = "/swagger-ui/";

  private final Supplier<UUID> ids;

  AnswerHeaders(Supplier<UUID> ids) {
    super(true);
    this.ids = ids;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    MDC.put(RequestId.FIELD, ids.get().toString());
    try {
      set(request, response);
      getNext().invoke(request, response);
    } finally {
      MDC.remove(RequestId.FIELD);
    }
  }

  /// Again after a reset, which takes them away.
  static void set(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(Problems.REQUEST_ID, MDC.get(RequestId.FIELD));
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(POLICY_HEADER, isDocs(request) ? DOCS : NOTHING);
    if (request.isSecure()) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }

  /// A request line that cannot be read has no path.
  private static boolean isDocs(HttpServletRequest request) {
    var path = request.getRequestURI();
    return path != null && path.startsWith(DOCS_PATH);
  }
}
