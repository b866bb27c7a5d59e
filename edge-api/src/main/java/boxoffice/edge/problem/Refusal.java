package boxoffice.edge.problem;

import java.util.Locale;

/// Problems that have no [boxoffice.wire.ErrorReason]: outcomes of RPCs that a buyer must expect,
/// and what only HTTP knows. None of them has any effect.
enum Refusal {
  /// A request that HTTP itself forbids.
  BAD_REQUEST(400),
  PAYMENT_DECLINED(402),
  CROSS_ORIGIN(403),
  METHOD_NOT_ALLOWED(405),
  NOT_ACCEPTABLE(406),
  SEAT_UNAVAILABLE(409),
  HOLD_EXPIRED(409),
  SOLD_OUT(409),
  PURCHASE_LIMIT(409),
  PRICE_CHANGED(409),
  SALE_NOT_OPEN(409),
  ORDER_STATE_CONFLICT(409),
  UNSUPPORTED_MEDIA_TYPE(415);

  private final int httpStatus;

  Refusal(int httpStatus) {
    this.httpStatus = httpStatus;
  }

  int httpStatus() {
    return httpStatus;
  }

  String code() {
    return slug(this);
  }

  static String slug(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
