package boxoffice.wire;

import com.fasterxml.uuid.Generators;
import java.util.UUID;

/// Ids that follow from what is known already, so that doing the same thing twice finds the same
/// thing: UUIDv5 (RFC 9562) over the parts, joined by a byte that no part may hold.
public final class DerivedId {
  private static final UUID NAMESPACE = UUID.fromString("6f3d1c0e-5b0a-4f52-9d3e-2b0c7a1e8f44");
  private static final char SEPARATOR = '\n';

  private DerivedId() {}

  /// @param kind what the id names, such as `hold`; ids of different kinds never meet
  /// @param parts what decides the id, such as caller and request id; none may hold a line feed
  public static UUID of(String kind, String... parts) {
    var name = new StringBuilder(kind);
    for (var part : parts) {
      if (part.indexOf(SEPARATOR) >= 0) {
        throw new IllegalArgumentException("a part of an id holds a line feed");
      }
      name.append(SEPARATOR).append(part);
    }
    return Generators.nameBasedGenerator(NAMESPACE).generate(name.toString());
  }
}
