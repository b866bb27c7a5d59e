package boxoffice.order.payment;

import java.io.IOException;

/// An answer of the provider that is longer than any is read.
final class AnswerTooLong extends IOException {
  private static final long serialVersionUID = 1L;

  private final String beginning;

  /// @param beginning as much of it as was read
  AnswerTooLong(String beginning) {
    super("longer than " + beginning.length() + " characters");
    this.beginning = beginning;
  }

  String beginning() {
    return beginning;
  }
}
