package boxoffice.inventory.hold;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The reply of a pool's script: its first word says what the rest is.
record PoolReply(List<?> parts) {
  byte[] bytes(int index) {
    return (byte[]) parts.get(index);
  }

  String word(int index) {
    return new String(bytes(index), StandardCharsets.UTF_8);
  }

  long number(int index) {
    return parts.get(index) instanceof Long number ? number : Long.parseLong(word(index));
  }

  IllegalStateException unexpected() {
    return new IllegalStateException("a script answered " + word(0));
  }
}
