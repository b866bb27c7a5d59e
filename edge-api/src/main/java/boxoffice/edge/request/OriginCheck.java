package boxoffice.edge.request;

import boxoffice.edge.problem.Explanation;
import boxoffice.edge.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.filter.CorsFilter;

/// Lets pages of the listed origins call, without cookies or other credentials of the browser.
///
/// A preflight of anybody else is refused. Other requests of anybody else are served, because a
/// proxy may hide that the origin is our own, but no answer allows a page to read them.
final class OriginCheck extends DefaultCorsProcessor {
  private final Problems problems;

  private OriginCheck(Problems problems) {
    this.problems = problems;
  }

  static CorsFilter filter(OriginSettings settings, Problems problems) {
    var origins = settings.origins();
    var listed = configuration(origins);
    var filter =
        new CorsFilter(
            request -> isOneOf(origins, request.getHeader(HttpHeaders.ORIGIN)) ? listed : null);
    filter.setCorsProcessor(new OriginCheck(problems));
    return filter;
  }

  private static boolean isOneOf(List<String> origins, @Nullable String origin) {
    return origin != null && origins.contains(origin);
  }

  private static CorsConfiguration configuration(List<String> origins) {
    var configuration = new CorsConfiguration();
    configuration.setAllowedOrigins(origins);
    configuration.setAllowedMethods(
        List.of(
            HttpMethod.GET.name(),
            HttpMethod.HEAD.name(),
            HttpMethod.POST.name(),
            HttpMethod.PATCH.name(),
            HttpMethod.DELETE.name()));
    configuration.setAllowedHeaders(
        List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_NONE_MATCH,
            RequestIdResolver.HEADER));
    configuration.setExposedHeaders(
        List.of(
            HttpHeaders.LOCATION,
            HttpHeaders.ETAG,
            HttpHeaders.RETRY_AFTER,
            LimitHeaders.LIMIT,
            LimitHeaders.POLICY,
            Problems.REQUEST_ID,
            ReplayedAnswers.HEADER));
    configuration.setAllowCredentials(false);
    return configuration;
  }

  /// @param configuration null for whoever is not listed
  @Override
  public boolean processRequest(
      @Nullable CorsConfiguration configuration,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (configuration != null) {
      return super.processRequest(configuration, request, response);
    }
    response.addHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
    if (!CorsUtils.isPreFlightRequest(request)) {
      return true;
    }
    problems.write(Explanation.PREFLIGHT, response);
    return false;
  }

  @Override
  protected void rejectRequest(ServerHttpResponse response) throws IOException {
    if (response instanceof ServletServerHttpResponse answer) {
      problems.write(Explanation.PREFLIGHT, answer.getServletResponse());
    }
  }
}
