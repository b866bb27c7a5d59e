package boxoffice.guard.client;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who this process is to others.
///
/// @param id of its API client
/// @param secret as user-grpc knows it
@ConfigurationProperties("boxoffice.guard.client")
record ClientSettings(@DefaultValue("") String id, @DefaultValue("") String secret) {

  ClientSettings {
    if (id.isBlank()) {
      throw new IllegalArgumentException("boxoffice.guard.client.id is not set");
    }
    if (secret.isBlank()) {
      throw new IllegalArgumentException("boxoffice.guard.client.secret is not set");
    }
  }

  @Override
  public String toString() {
    return "ClientSettings[" + id + "]"; // never the secret
  }
}
