package boxoffice.sandbox;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one system with two inventories and two orders, healed after each of them: starting
/// six JVMs is most of the time that these tests take.
final class SharedHurtSystem implements ParameterResolver, AfterEachCallback {
  private static final Namespace SPACE = Namespace.create(SharedHurtSystem.class);

  /// Closed by JUnit after the last test.
  private record Running(TemporaryFolder folder, HurtSystem system) implements AutoCloseable {
    static Running start() {
      var folder = TemporaryFolder.make("boxoffice-faults-");
      var counts = Map.of(ServiceProgram.INVENTORY, 2, ServiceProgram.ORDER, 2);
      return new Running(folder, HurtSystem.start(folder.path(), counts));
    }

    @Override
    public void close() throws IOException {
      system.close();
      folder.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == HurtSystem.class;
  }

  @Override
  public HurtSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context).system();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    running(context).system().heal();
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .computeIfAbsent("system", _ -> Running.start(), Running.class);
  }
}
