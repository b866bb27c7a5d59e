package boxoffice.db;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/// Gives a test class a database of its own in [MigratedPostgres], before its instance is made:
/// without the orders that another class left for whoever works on them.
public final class FreshDatabase implements BeforeAllCallback, TestInstancePreConstructCallback {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(FreshDatabase.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    start(context);
  }

  @Override
  public void preConstructTestInstance(TestInstanceFactoryContext of, ExtensionContext context) {
    start(context);
  }

  /// Once for each class, whichever of the two comes first.
  private static void start(ExtensionContext context) {
    var store = context.getStore(NAMESPACE);
    var key = context.getRequiredTestClass();
    if (store.get(key) == null) {
      store.put(key, key);
      MigratedPostgres.startAnew();
    }
  }
}
