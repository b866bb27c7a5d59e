package boxoffice.sandbox;

import boxoffice.edge.EdgeApplication;
import boxoffice.inventory.InventoryApplication;
import boxoffice.order.OrderApplication;
import boxoffice.user.UserApplication;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;

/// The services and the edge, in the order of starting.
enum ServiceProgram {
  USER(UserApplication.class),
  INVENTORY(InventoryApplication.class),
  ORDER(OrderApplication.class),
  EDGE(EdgeApplication.class);

  private final Class<?> program;

  ServiceProgram(Class<?> program) {
    this.program = program;
  }

  /// `edge`, `user`, `inventory`, `order`.
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ServiceProgram> labelled(String label) {
    return Arrays.stream(values()).filter(service -> service.label().equals(label)).findFirst();
  }

  /// Of a JVM of its own.
  String mainClass() {
    return program.getName();
  }

  /// In this JVM.
  ConfigurableApplicationContext start(String[] arguments) {
    return switch (this) {
      case USER -> UserApplication.start(arguments);
      case INVENTORY -> InventoryApplication.start(arguments);
      case ORDER -> OrderApplication.start(arguments);
      case EDGE -> EdgeApplication.start(arguments);
    };
  }
}
