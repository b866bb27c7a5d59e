package boxoffice.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one [HurtSandbox], healed after each of them: starting seven JVMs is most of the
/// time that these tests take.
final class SharedHurtSandbox implements ParameterResolver, AfterEachCallback {
  private static final Namespace SPACE = Namespace.create(SharedHurtSandbox.class);

  /// Closed by JUnit after the last test.
  private record Running(Path folder, HurtSandbox sandbox) implements AutoCloseable {
    static Running start() {
      try {
        var folder = Files.createTempDirectory("boxoffice-faults-");
        return new Running(folder, HurtSandbox.start(folder));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      sandbox.close();
      HurtRedis.delete(folder);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == HurtSandbox.class;
  }

  @Override
  public HurtSandbox resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return running(context).sandbox();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    running(context).sandbox().heal();
  }

  private static Running running(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .computeIfAbsent("sandbox", _ -> Running.start(), Running.class);
  }
}
