package boxoffice.inventory.hold;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The reply of a pool's script: its first word says what the rest is.
record PoolReply(List<?> parts) {
  private static final int PARTS_OF_A_HOLD = 12;

  byte[] bytes(int index) {
    return (byte[]) parts.get(index);
  }

  String word(int index) {
    return new String(bytes(index), StandardCharsets.UTF_8);
  }

  long number(int index) {
    return parts.get(index) instanceof Long number ? number : Long.parseLong(word(index));
  }

  /// Of claim.lua's HELD: whether the same request had claimed before.
  boolean isOfBefore() {
    return word(0).equals("HELD") && parts.size() > PARTS_OF_A_HOLD;
  }

  IllegalStateException unexpected() {
    return new IllegalStateException("a script answered " + word(0));
  }
}
