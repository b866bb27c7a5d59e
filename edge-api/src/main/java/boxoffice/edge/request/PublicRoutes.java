package boxoffice.edge.request;

import boxoffice.edge.problem.Problems;
import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/// The one list of routes that need no token: every other route of the interface needs one, also a
/// route that is added and forgotten here. Which role it takes, the service behind decides.
///
/// What is not a public read, or is asked with a token, is never cached. A parameter given twice is
/// refused, because two readers of the request could pick different ones.
public final class PublicRoutes implements HandlerInterceptor {
  private static final Set<String> ROUTES =
      Set.of(
          "POST /v1/accounts",
          "POST /v1/accounts:verifyEmail",
          "POST /v1/accounts:resendVerification",
          "POST /v1/accounts:requestPasswordReset",
          "POST /v1/accounts:resetPassword",
          "POST /v1/sessions",
          "POST /v1/sessions:refresh",
          "POST /v1/webhooks/stripe",
          "GET /v1/venues/{venue}",
          "GET /v1/events",
          "GET /v1/events/{event}",
          "GET /v1/popularPerformances",
          "GET /v1/seatMaps/{seatMap}/rows",
          "GET /v1/performances",
          "GET /v1/performances/{performance}",
          "GET /v1/performances/{performance}/availability");

  PublicRoutes() {}

  /// @param route of the interface, as method and template: `GET /v1/orders/{order}`
  public static boolean needToken(String route) {
    return route.contains(" /v1/") && !ROUTES.contains(route);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod) || isMethod(request, HttpMethod.OPTIONS)) {
      return true; // says what is there, or that nothing is
    }
    var route = route(request);
    if (!ROUTES.contains(route)
        || isMethod(request, HttpMethod.POST)
        || request.getHeader(HttpHeaders.AUTHORIZATION) != null) {
      response.setHeader(HttpHeaders.CACHE_CONTROL, Problems.PERSONAL);
    }
    if (needToken(route) && Caller.current().isEmpty()) {
      throw new WireException(ErrorReason.UNAUTHENTICATED, "a bearer token is needed");
    }
    request.getParameterMap().forEach(PublicRoutes::requireOne);
    return true;
  }

  /// Method and template, such as `GET /v1/orders/{order}`.
  static String route(HttpServletRequest request) {
    var method = isMethod(request, HttpMethod.HEAD) ? HttpMethod.GET.name() : request.getMethod();
    return method + " " + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
  }

  private static boolean isMethod(HttpServletRequest request, HttpMethod method) {
    return method.matches(request.getMethod());
  }

  private static void requireOne(String name, String[] values) {
    if (values.length != 1) {
      throw new WireException(
          ErrorReason.VALIDATION_FAILED, "a parameter is given twice", Map.of("field", name));
    }
  }
}
