package boxoffice.inventory.tickettype;

import boxoffice.inventory.performance.TicketType;

/// What came of asking for a change of a ticket type.
sealed interface Answer {
  /// @param type as it is now
  /// @param currency of its performance
  record Done(TicketType type, String currency) implements Answer {}

  /// Nothing changed.
  record Refused(Why why) implements Answer {}

  /// Why a ticket type stays as it is.
  enum Why {
    PERFORMANCE_CANCELLED,
    WITHDRAWN,
    TOO_MANY
  }
}
