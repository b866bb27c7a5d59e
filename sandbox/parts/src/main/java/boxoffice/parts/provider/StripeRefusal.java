package boxoffice.parts.provider;

import org.jspecify.annotations.Nullable;

/// A request that Stripe would refuse before it does anything, so that its answer is not stored
/// under an idempotency key: a wrong key, a bad parameter, something that does not exist.
final class StripeRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final @Nullable String code;
  private final @Nullable String param;

  private StripeRefusal(
      int status, String type, @Nullable String code, @Nullable String param, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
    this.code = code;
    this.param = param;
  }

  static StripeRefusal badParameter(String code, String param, String message) {
    return new StripeRefusal(400, "invalid_request_error", code, param, message);
  }

  static StripeRefusal missing(String param) {
    return badParameter("parameter_missing", param, "Missing required param: " + param + ".");
  }

  static StripeRefusal noSuch(String kind, String param, String id, int status) {
    var message = "No such " + kind + ": '" + id + "'";
    return new StripeRefusal(status, "invalid_request_error", "resource_missing", param, message);
  }

  static StripeRefusal noSuchPage(String method, String path) {
    var message = "Unrecognized request URL (" + method + ": " + path + ").";
    return new StripeRefusal(404, "invalid_request_error", null, null, message);
  }

  static StripeRefusal unauthorized(String message) {
    return new StripeRefusal(401, "invalid_request_error", null, null, message);
  }

  static StripeRefusal keyReused(String key) {
    var message =
        "Keys for idempotent requests can only be used with the same endpoint and parameters they"
            + " were first used with. Try using a key other than '"
            + key
            + "' if you meant to execute a different request.";
    return new StripeRefusal(400, "idempotency_error", null, null, message);
  }

  static StripeRefusal keyTooLong() {
    var message = "Idempotency keys can be at most 255 characters long.";
    return new StripeRefusal(400, "invalid_request_error", null, null, message);
  }

  static StripeRefusal keyInUse(String key) {
    var message =
        "There is currently another in-progress request using this Idempotency Key '"
            + key
            + "'. Wait for it to finish and try again.";
    return new StripeRefusal(409, "idempotency_error", "idempotency_key_in_use", null, message);
  }

  static StripeRefusal rateLimited() {
    var message =
        "Request rate limit exceeded. You can learn more about rate limits here"
            + " https://stripe.com/docs/rate-limits.";
    return new StripeRefusal(429, "invalid_request_error", "rate_limit", null, message);
  }

  Answer answer() {
    var text = getMessage() == null ? "" : getMessage();
    return StripeJson.error(status, type, code, param, text);
  }
}
