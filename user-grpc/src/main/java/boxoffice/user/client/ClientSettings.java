package boxoffice.user.client;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param clients the programs that may have tokens
@ConfigurationProperties("boxoffice.user")
record ClientSettings(List<Client> clients) {

  ClientSettings(@Nullable List<Client> clients) {
    this.clients = clients == null ? List.of() : List.copyOf(clients);
  }

  /// @param secret 32 characters at least, random: it is kept as a plain SHA-256
  record Client(String id, String secret, Set<String> scopes) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final int SHORTEST_SECRET = 32;

    Client(@Nullable String id, @Nullable String secret, @Nullable Set<String> scopes) {
      if (id == null || !ID.matcher(id).matches()) {
        throw new IllegalArgumentException("boxoffice.user.clients: " + id + " is not an id");
      }
      if (secret == null || secret.length() < SHORTEST_SECRET) {
        throw new IllegalArgumentException(
            "boxoffice.user.clients: the secret of " + id + " needs 32 characters");
      }
      this.id = id;
      this.secret = secret;
      this.scopes = scopes == null ? Set.of() : Set.copyOf(scopes);
    }

    @Override
    public String toString() {
      return "Client[" + id + "]"; // never the secret
    }
  }
}
