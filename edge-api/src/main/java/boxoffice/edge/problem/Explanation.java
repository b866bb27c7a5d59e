package boxoffice.edge.problem;

/// Why something is refused, more exactly than the problem's code says: a text for people, in
/// `problems.properties`.
public enum Explanation {
  OTHER_INTERFACE(Refusal.BAD_REQUEST),
  AMBIGUOUS_PATH(Refusal.BAD_REQUEST),
  SEVERAL_TOKENS(Refusal.BAD_REQUEST),
  PAY_OTHERWISE(Refusal.PAYMENT_DECLINED),
  PREFLIGHT(Refusal.CROSS_ORIGIN),
  CHOOSE_OTHERS(Refusal.SEAT_UNAVAILABLE),
  NOT_ENOUGH(Refusal.SEAT_UNAVAILABLE),
  LOST(Refusal.SEAT_UNAVAILABLE),
  OVER(Refusal.HOLD_EXPIRED),
  HOLD_AGAIN(Refusal.HOLD_EXPIRED),
  NOTHING_LEFT(Refusal.SOLD_OUT),
  HELD(Refusal.PURCHASE_LIMIT),
  BOUGHT(Refusal.PURCHASE_LIMIT),
  OTHER_TOTAL(Refusal.PRICE_CHANGED),
  NOT_NOW(Refusal.SALE_NOT_OPEN),
  HOLD_ORDERED(Refusal.ORDER_STATE_CONFLICT),
  NOT_COLLECTABLE(Refusal.ORDER_STATE_CONFLICT),
  STATE(Refusal.ORDER_STATE_CONFLICT),
  NOT_CANCELLABLE(Refusal.ORDER_STATE_CONFLICT),
  PLAIN_JSON(Refusal.UNSUPPORTED_MEDIA_TYPE);

  private final Refusal refusal;

  Explanation(Refusal refusal) {
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }

  /// Of its text, such as `seat-unavailable.lost`.
  String key() {
    return refusal.code() + "." + Refusal.slug(this);
  }
}
