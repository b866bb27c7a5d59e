package boxoffice.sandbox;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one system in this JVM, with something to sell, which each of them leaves able to
/// sell. What one user may call how often has tests of its own: here a user may call a hundred
/// times at once.
final class SharedLocalSystem implements ParameterResolver {
  private static final Namespace SPACE = Namespace.create(SharedLocalSystem.class);

  /// Closed by JUnit after the last test.
  private record Running(TemporaryFolder folder, LocalSystem system) implements AutoCloseable {
    static Running start() {
      var folder = TemporaryFolder.make("boxoffice-shared-");
      var running = new Running(folder, LocalSystem.start(folder.path(), settings()));
      running.sell();
      return running;
    }

    private static SystemSettings settings() {
      var standard = SystemSettings.of(Ports.free());
      return new SystemSettings(
          standard.ports(),
          null,
          standard.constants(),
          Map.of(
              ServiceProgram.EDGE,
              Map.of(
                  "boxoffice.guard.limits.claim-user.burst", "1000",
                  "boxoffice.guard.limits.checkout-user.burst", "1000")),
          false,
          List.of(),
          null);
    }

    /// A cold system is late with much.
    private void sell() {
      try (var edge = new EdgeClient(system.edgeUrl(), () -> UUID.randomUUID().toString())) {
        new DemoData(system, edge, Clock.systemUTC()).make();
        var patient = new PatientEdge(edge);
        var token = system.people().buyers(1).getFirst().token();
        var _ = patient.buy(patient.hold(token), token, "first");
      }
    }

    @Override
    public void close() throws IOException {
      system.close();
      folder.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalSystem.class;
  }

  @Override
  public LocalSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .computeIfAbsent("system", _ -> Running.start(), Running.class)
        .system();
  }
}
