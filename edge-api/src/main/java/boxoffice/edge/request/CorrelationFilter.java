package boxoffice.edge.request;

import boxoffice.edge.problem.Problems;
import boxoffice.edge.problem.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/// Gives each request the id that its log lines, its problem document and the header `X-Request-Id`
/// carry.
final class CorrelationFilter extends OncePerRequestFilter {
  static final String HEADER = "X-Request-Id";

  private final Supplier<UUID> ids;
  private final Problems problems;

  CorrelationFilter(Supplier<UUID> ids, Problems problems) {
    this.ids = ids;
    this.problems = problems;
  }

  /// The dispatch to the error controller keeps the request's id.
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var id = idOf(request);
    response.setHeader(HEADER, id);
    MDC.put(Problems.TRACE_ID, id);
    try {
      if (isAmbiguous(request.getRequestURI())) {
        problems.write(Refusal.BAD_REQUEST, "not a path of this interface", response);
      } else {
        chain.doFilter(request, response);
      }
    } finally {
      MDC.remove(Problems.TRACE_ID);
    }
  }

  /// Two readers could take it for two paths.
  private static boolean isAmbiguous(String path) {
    return path.contains(";") || path.contains("//");
  }

  private String idOf(HttpServletRequest request) {
    if (request.getAttribute(HEADER) instanceof String known) {
      return known;
    }
    var id = ids.get().toString();
    request.setAttribute(HEADER, id);
    return id;
  }
}
