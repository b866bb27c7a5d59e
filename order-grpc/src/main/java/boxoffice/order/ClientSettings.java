package boxoffice.order;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who this service is to other services.
///
/// @param id of its API client
/// @param secret as user-grpc has it in its settings
@ConfigurationProperties("boxoffice.order.client")
record ClientSettings(@DefaultValue("order-grpc") String id, @DefaultValue("") String secret) {

  ClientSettings {
    if (id.isBlank()) {
      throw new IllegalArgumentException("boxoffice.order.client.id is not set");
    }
    if (secret.isBlank()) {
      throw new IllegalArgumentException("boxoffice.order.client.secret is not set");
    }
  }

  @Override
  public String toString() {
    return "ClientSettings[" + id + "]"; // never the secret
  }
}
