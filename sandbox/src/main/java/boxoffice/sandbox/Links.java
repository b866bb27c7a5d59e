package boxoffice.sandbox;

import boxoffice.parts.proxy.FaultProxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The connections between the pieces: direct, or each caller's to each called one through a proxy
/// that can hurt it.
final class Links implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final boolean faults;
  private final FreePorts ports;
  private final Map<String, Link> links = new LinkedHashMap<>();

  Links(boolean faults, FreePorts ports) {
    this.faults = faults;
    this.ports = ports;
  }

  /// @param name `edge>inventory-1`: all processes of the caller share it
  record Link(String name, int target, FaultProxy proxy) {}

  /// Where `from` reaches `to`.
  ///
  /// @param target where `to` listens
  synchronized int port(String from, String to, int target) {
    if (!faults) {
      return target;
    }
    return links.computeIfAbsent(name(from, to), name -> open(name, target)).proxy().port();
  }

  private Link open(String name, int target) {
    return new Link(name, target, FaultProxy.listening(ports.next(), LOOPBACK, target));
  }

  private static String name(String from, String to) {
    return from + ">" + to;
  }

  synchronized List<Link> all() {
    return List.copyOf(links.values());
  }

  synchronized Optional<Link> find(String from, String to) {
    return Optional.ofNullable(links.get(name(from, to)));
  }

  @Override
  public synchronized void close() {
    links.values().forEach(link -> link.proxy().close());
    links.clear();
  }
}
