package boxoffice.order.payment;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the payment provider is.
///
/// @param baseUrl of its API, without a path
/// @param secretKey as the provider gave it out
/// @param connectTimeout for a connection; past it, nothing was sent
/// @param timeout for a whole answer; past it, the outcome is unknown
/// @param breakerOpen how long the circuit breakers stay open
/// @param returnUrl where a browser goes after its owner confirmed a payment; the order's id is
///   added as the last part of its path
@ConfigurationProperties("boxoffice.order.provider")
public record ProviderSettings(
    @DefaultValue("http://127.0.0.1:8090") URI baseUrl,
    @DefaultValue("") String secretKey,
    @DefaultValue("1s") Duration connectTimeout,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("5s") Duration breakerOpen,
    @DefaultValue("http://localhost:8080/orders") URI returnUrl) {

  private static final Pattern STRIPE_KEY = Pattern.compile("(sk|rk)_.+");

  public ProviderSettings {
    if (secretKey.isBlank()) {
      throw new IllegalArgumentException("boxoffice.order.provider.secret-key is not set");
    }
    if (baseUrl.getHost() == null) {
      throw new IllegalArgumentException(
          "boxoffice.order.provider.base-url is " + baseUrl + ", needs scheme and host");
    }
    if (isStripe(baseUrl) && !"https".equals(baseUrl.getScheme())) {
      throw new IllegalArgumentException(
          "boxoffice.order.provider.base-url is " + baseUrl + ", needs https");
    }
    if (isStripe(baseUrl) && !STRIPE_KEY.matcher(secretKey).matches()) {
      throw new IllegalArgumentException(
          "boxoffice.order.provider.secret-key is no key of Stripe: those begin with sk_ or rk_");
    }
    if (returnUrl.getHost() == null || returnUrl.getQuery() != null) {
      throw new IllegalArgumentException(
          "boxoffice.order.provider.return-url is "
              + returnUrl
              + ", needs scheme and host, and no query");
    }
    checkPositive("connect-timeout", connectTimeout);
    checkPositive("timeout", timeout);
    checkPositive("breaker-open", breakerOpen);
  }

  private static boolean isStripe(URI address) {
    return address.getHost().endsWith("stripe.com");
  }

  /// Whether it is Stripe itself, which has its own ways of spelling secrets.
  public boolean isStripe() {
    return isStripe(baseUrl);
  }

  private static void checkPositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "boxoffice.order.provider." + name + " is " + value + ", needs more than 0");
    }
  }

  @Override
  public String toString() {
    return "ProviderSettings[" + baseUrl + "]"; // never the key
  }
}
