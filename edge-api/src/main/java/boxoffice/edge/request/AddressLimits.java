package boxoffice.edge.request;

import boxoffice.guard.limit.Counted;
import boxoffice.guard.limit.RateLimits;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// How often one network address may try what an attacker would try often: passwords, links,
/// refresh tokens, signatures of webhooks, and whatever sends mails. Fails closed. user-grpc counts
/// by account besides.
///
/// An IPv6 address counts by its first 64 bits, because whoever has one has all of those.
final class AddressLimits implements HandlerInterceptor {
  private static final int NETWORK_BYTES = 8;

  /// Names in `boxoffice.guard.limits`, by route.
  private static final Map<String, String> LIMITS =
      Map.of(
          "POST /v1/sessions", "sign-in-address",
          "POST /v1/sessions:refresh", "refresh-address",
          "POST /v1/accounts", "mail-address",
          "POST /v1/accounts:resendVerification", "mail-address",
          "POST /v1/accounts:requestPasswordReset", "mail-address",
          "POST /v1/accounts/me:changeEmail", "mail-address",
          "POST /v1/accounts:verifyEmail", "link-address",
          "POST /v1/accounts:resetPassword", "link-address",
          "POST /v1/webhooks/stripe", "webhook-address");

  private final RateLimits limits;
  private final LimitHeaders headers;

  AddressLimits(RateLimits limits, LimitHeaders headers) {
    this.limits = limits;
    this.headers = headers;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    var limit = LIMITS.get(PublicRoutes.route(request));
    if (limit != null && !HttpMethod.OPTIONS.matches(request.getMethod())) {
      var counted = new Counted(limit, network(request.getRemoteAddr()));
      var allowances = limits.take(List.of(counted));
      headers.tell(allowances, response);
      LimitHeaders.refuse(allowances);
    }
    return true;
  }

  /// @param address a literal, so nobody is asked for a name
  static String network(String address) {
    try {
      var bytes = InetAddress.getByName(address);
      return bytes instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(bytes.getAddress(), NETWORK_BYTES))
          : bytes.getHostAddress();
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
