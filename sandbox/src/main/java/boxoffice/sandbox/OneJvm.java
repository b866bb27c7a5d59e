package boxoffice.sandbox;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/// The services, each in a context of its own in this JVM. Not for several threads.
final class OneJvm implements AutoCloseable {
  private final Instances instances;
  private final ServiceSettings settings;
  private final Pieces pieces = new Pieces();
  private final Map<ServiceProgram, ConfigurableApplicationContext> contexts =
      new EnumMap<>(ServiceProgram.class);

  OneJvm(Instances instances, ServiceSettings settings) {
    this.instances = instances;
    this.settings = settings;
    try {
      for (var service : ServiceProgram.values()) {
        start(service);
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Again, after [#stop].
  void start(ServiceProgram service) {
    var instance = instances.of(service).getFirst();
    contexts.put(
        service,
        pieces.start(
            () -> service.start(arguments(settings.of(instance))),
            ConfigurableApplicationContext::close));
  }

  /// One alone; the others go on.
  void stop(ServiceProgram service) {
    context(service).close();
  }

  ConfigurableApplicationContext context(ServiceProgram service) {
    var context = contexts.get(service);
    if (context == null) {
      throw new IllegalStateException(service.label() + " was never started");
    }
    return context;
  }

  private static String[] arguments(Map<String, String> properties) {
    var arguments = new ArrayList<String>();
    properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    return arguments.toArray(String[]::new);
  }

  @Override
  public void close() {
    pieces.close();
  }
}
