package boxoffice.inventory;

import boxoffice.user.RunningUserGrpc;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives test classes one user-grpc and one inventory-grpc with standard settings: starting them is
/// most of the time that a class takes. For tests that leave nothing behind which others would
/// meet: each makes people, organisations and performances of its own.
public final class SharedInventory implements ParameterResolver {
  private static final Namespace SPACE = Namespace.create(SharedInventory.class);

  /// Closed by JUnit after the last test.
  private record Running(RunningUserGrpc users, RunningInventoryGrpc inventory)
      implements AutoCloseable {
    static Running start() {
      // longer than any class takes
      var users = RunningUserGrpc.start("--boxoffice.user.access-token-life=300s");
      return new Running(users, RunningInventoryGrpc.start(users));
    }

    @Override
    public void close() {
      inventory.close();
      users.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == RunningUserGrpc.class || type == RunningInventoryGrpc.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var running =
        context
            .getRoot()
            .getStore(SPACE)
            .computeIfAbsent("system", _ -> Running.start(), Running.class);
    return parameter.getParameter().getType() == RunningUserGrpc.class
        ? running.users()
        : running.inventory();
  }
}
