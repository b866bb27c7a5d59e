package boxoffice.edge.request;

import boxoffice.edge.problem.Explanation;
import boxoffice.edge.problem.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.LocaleResolver;

/// Tells in which language the sender of a request reads, and refuses paths that can be read in two
/// ways.
final class LanguageFilter extends OncePerRequestFilter {
  private final LocaleResolver languages;
  private final Problems problems;

  LanguageFilter(LocaleResolver languages, Problems problems) {
    this.languages = languages;
    this.problems = problems;
  }

  /// The error controller writes in that language too.
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    LocaleContextHolder.setLocale(languages.resolveLocale(request));
    try {
      if (isAmbiguous(request.getRequestURI())) {
        problems.write(Explanation.AMBIGUOUS_PATH, response);
      } else {
        chain.doFilter(request, response);
      }
    } finally {
      LocaleContextHolder.resetLocaleContext();
    }
  }

  /// Two readers could take it for two paths.
  private static boolean isAmbiguous(String path) {
    return path.contains(";") || path.contains("//");
  }
}
