package boxoffice.sandbox;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests one system of containers, which each of them leaves as it was.
final class SharedContainers implements ParameterResolver {
  private static final Namespace SPACE = Namespace.create(SharedContainers.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ContainerSystem.class;
  }

  /// Closed by JUnit after the last test.
  @Override
  public ContainerSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .computeIfAbsent("system", _ -> ContainerSystem.start(), ContainerSystem.class);
  }
}
