package boxoffice.edge.request;

import boxoffice.guard.limit.Counted;
import boxoffice.guard.limit.OpenRateLimits;
import boxoffice.wire.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// How often one user, one network address, and everybody together may call each class of routes,
/// so that nobody takes more than their share (row A12). Counted before anything is made of the
/// body.
///
/// Fails open: without Redis each edge counts by itself. What an attacker would try often has its
/// [AddressLimits] besides. Answers tell the caller's own limits, and never that of everybody.
final class RouteLimits implements HandlerInterceptor {
  private static final String WEBHOOKS = "POST /v1/webhooks/";

  private final OpenRateLimits limits;
  private final LimitHeaders headers;

  RouteLimits(OpenRateLimits limits, LimitHeaders headers) {
    this.limits = limits;
    this.headers = headers;
  }

  /// Classes of routes: their limits in `boxoffice.guard.limits` are `browse-user`,
  /// `browse-address`, `browse-all`, and so on.
  private enum RouteClass {
    /// Whatever only reads.
    BROWSE,
    /// Holds: taking, extending and giving back.
    CLAIM,
    /// Orders: placing, paying, cancelling.
    CHECKOUT,
    /// Whatever else changes something.
    CHANGE;

    /// @param route as [PublicRoutes#route] says it: a template, however the path was encoded
    static RouteClass of(String route) {
      if (route.startsWith(HttpMethod.GET.name())) {
        return BROWSE;
      }
      if (route.contains("/holds")) {
        return CLAIM;
      }
      return route.contains(" /v1/orders") ? CHECKOUT : CHANGE;
    }

    Counted counted(String whose, String who) {
      return new Counted(name().toLowerCase(Locale.ROOT) + "-" + whose, who);
    }
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    var route = PublicRoutes.route(request);
    if (!(handler instanceof HandlerMethod)
        || HttpMethod.OPTIONS.matches(request.getMethod())
        || route.startsWith(WEBHOOKS)) {
      return true; // a provider's calls have a limit of their own
    }
    var allowances = limits.take(counted(RouteClass.of(route), request));
    headers.tell(allowances.subList(0, allowances.size() - 1), response);
    LimitHeaders.refuse(allowances);
    return true;
  }

  /// The caller's own limits, then that of everybody.
  private static List<Counted> counted(RouteClass routes, HttpServletRequest request) {
    var counted = new ArrayList<Counted>();
    Caller.current().ifPresent(caller -> counted.add(routes.counted("user", caller.subject())));
    counted.add(routes.counted("address", AddressLimits.network(request.getRemoteAddr())));
    counted.add(routes.counted("all", ""));
    return counted;
  }
}
