package boxoffice.edge.request;

import java.util.UUID;

/// The request id of the RPC that a mutation makes, derived from caller, route and idempotency key:
/// a controller method that takes one requires the header `Idempotency-Key`.
public record RequestId(UUID value) {

  /// What a key is made of.
  public static final String KEY_FORM = "^[!-~]+$";

  public static final int MOST_KEY_CHARACTERS = 255;

  /// As messages carry it.
  public String text() {
    return value.toString();
  }
}
