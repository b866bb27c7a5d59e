package boxoffice.sandbox;

import boxoffice.parts.process.LocalPort;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Gives out free ports, none of them twice: much time can go by between choosing one and listening
/// on it. Not for several threads.
final class FreePorts {
  private final Set<Integer> given;

  /// @param taken never given out
  FreePorts(Collection<Integer> taken) {
    given = new HashSet<>(taken);
  }

  int next() {
    while (true) {
      var port = LocalPort.choose(0, "sandbox");
      if (given.add(port)) {
        return port;
      }
    }
  }
}
