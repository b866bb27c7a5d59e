package boxoffice.user.client;

import boxoffice.user.key.AccessTokens;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Gives a program that knows its secret a token for scopes that it has. The clients in the
/// settings are stored when the service starts.
@Component
class IssueClientToken {
  /// Stands in for a client that is not there: no secret has this hash.
  private static final ClientStore.Row NOBODY =
      new ClientStore.Row(Set.of(ByteString.EMPTY), Set.of());

  private final ClientStore clients;
  private final AccessTokens tokens;

  IssueClientToken(ClientStore clients, ClientSettings settings, AccessTokens tokens, Clock clock) {
    this.clients = clients;
    this.tokens = tokens;
    for (var client : settings.clients()) {
      clients.save(
          client.id(),
          new ClientStore.Row(Set.of(ByteString.copyFrom(hash(client.secret()))), client.scopes()),
          clock.instant());
    }
  }

  record ClientToken(AccessTokens.Issued token, Set<String> scopes) {}

  /// @param scopes none means all
  /// @throws WireException INVALID_CREDENTIALS, FORBIDDEN
  ClientToken issue(String id, String secret, Set<String> scopes) {
    var client = clients.find(id).orElse(NOBODY);
    var sent = hash(secret);
    if (client.secretHashes().stream()
        .noneMatch(kept -> MessageDigest.isEqual(kept.toByteArray(), sent))) {
      throw new WireException(ErrorReason.INVALID_CREDENTIALS, "the client or its secret is wrong");
    }
    if (!client.scopes().containsAll(scopes)) {
      throw new WireException(ErrorReason.FORBIDDEN, "the client does not have that scope");
    }
    var granted = scopes.isEmpty() ? client.scopes() : scopes;
    return new ClientToken(tokens.client(id, granted), granted);
  }

  private static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
