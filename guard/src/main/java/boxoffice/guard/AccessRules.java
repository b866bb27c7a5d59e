package boxoffice.guard;

import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/// Keeps a server from starting that offers a method about which the contract does not say who may
/// call it.
final class AccessRules implements SmartInitializingSingleton {
  private final ObjectProvider<BindableService> services;

  AccessRules(ObjectProvider<BindableService> services) {
    this.services = services;
  }

  @Override
  public void afterSingletonsInstantiated() {
    var missing = missing(services.stream().toList());
    if (!missing.isEmpty()) {
      throw new IllegalStateException("no access option in the contract for " + missing);
    }
  }

  static List<String> missing(List<BindableService> services) {
    return services.stream()
        .flatMap(service -> service.bindService().getMethods().stream())
        .map(ServerMethodDefinition::getMethodDescriptor)
        .filter(method -> !OwnMethods.isOfGrpc(method) && OwnMethods.access(method).isEmpty())
        .map(method -> method.getFullMethodName())
        .sorted()
        .toList();
  }
}
