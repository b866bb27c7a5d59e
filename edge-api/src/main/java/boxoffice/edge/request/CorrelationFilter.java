package boxoffice.edge.request;

import boxoffice.edge.problem.Explanation;
import boxoffice.edge.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.MDC;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;

/// Gives each request the id that its log lines, its problem document and the header `X-Request-Id`
/// carry, and tells in which language its sender reads.
final class CorrelationFilter extends OncePerRequestFilter {
  static final String HEADER = "X-Request-Id";

  private final Supplier<UUID> ids;
  private final LocaleResolver languages;
  private final Problems problems;

  CorrelationFilter(Supplier<UUID> ids, LocaleResolver languages, Problems problems) {
    this.ids = ids;
    this.languages = languages;
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
    LocaleContextHolder.setLocale(languages.resolveLocale(request));
    try {
      if (isAmbiguous(request.getRequestURI())) {
        problems.write(Explanation.AMBIGUOUS_PATH, response);
      } else {
        chain.doFilter(request, response);
      }
    } finally {
      LocaleContextHolder.resetLocaleContext();
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
