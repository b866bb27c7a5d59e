package boxoffice.sandbox;

import java.util.UUID;
import java.util.function.Supplier;

/// Where the sandbox gets what is different each time.
final class SandboxConfiguration {
  private SandboxConfiguration() {}

  static Supplier<UUID> ids() {
    return UUID::randomUUID;
  }
}
