package boxoffice.sandbox;

import boxoffice.parts.process.LocalPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All processes of all services. The first one of each has the port that people know.
final class Instances {
  private final List<Instance> all;

  private Instances(List<Instance> all) {
    this.all = List.copyOf(all);
  }

  /// @param counts one where a service is missing
  /// @param free for those after the first
  static Instances of(Map<ServiceProgram, Integer> counts, Ports ports, FreePorts free) {
    var all = new ArrayList<Instance>();
    for (var service : ServiceProgram.values()) {
      int count = counts.getOrDefault(service, 1);
      for (int i = 1; i <= count; i++) {
        var name = count == 1 ? service.label() : service.label() + "-" + i;
        all.add(
            i == 1
                ? new Instance(service, name, ports.of(service), ports.managementOf(service))
                : new Instance(service, name, free.next(), free.next()));
      }
    }
    return new Instances(all);
  }

  List<Instance> all() {
    return all;
  }

  List<Instance> of(ServiceProgram service) {
    return all.stream().filter(instance -> instance.service() == service).toList();
  }

  List<String> addresses(ServiceProgram service) {
    return of(service).stream().map(Instance::address).toList();
  }

  /// Fails with one clear line before anything is started.
  void check() {
    for (var instance : all.reversed()) { // the edge first: people know its port
      LocalPort.choose(instance.port(), instance.name());
      LocalPort.choose(instance.managementPort(), instance.name() + "'s management");
    }
  }
}
