package boxoffice.order.performance;

import boxoffice.order.purchase.CancelForPerformance.Result;

/// What came of an order of a cancelled performance.
enum OrderOutcome {
  OPEN,
  WAITING,
  CANCELLED,
  USED,
  CLOSED;

  static OrderOutcome of(Result result) {
    return switch (result) {
      case WAITING -> WAITING;
      case CANCELLED -> CANCELLED;
      case USED -> USED;
      case CLOSED -> CLOSED;
    };
  }
}
