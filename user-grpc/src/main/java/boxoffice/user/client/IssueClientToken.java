package boxoffice.user.client;

import boxoffice.user.key.AccessTokens;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Gives a program that knows its secret a token for scopes that it has. The clients in the
/// settings are stored when the service starts.
@Component
class IssueClientToken {
  private final DSLContext sql;
  private final ClientStore clients;
  private final AccessTokens tokens;
  private final Clock clock;

  IssueClientToken(
      DSLContext sql,
      ClientStore clients,
      ClientSettings settings,
      AccessTokens tokens,
      Clock clock) {
    this.sql = sql;
    this.clients = clients;
    this.tokens = tokens;
    this.clock = clock;
    for (var client : settings.clients()) {
      var secret = ClientSecret.of(client.secret(), clock.instant());
      clients.save(client.id(), client.scopes(), secret.hash(), secret.created());
    }
  }

  record ClientToken(AccessTokens.Issued token, Set<String> scopes) {}

  /// @param issued a time that no revocation refuses
  private record Grant(ClientStore.Row client, Instant issued) {}

  /// @param scopes none means all
  /// @throws WireException INVALID_CREDENTIALS, for a disabled client too; FORBIDDEN
  ClientToken issue(String id, String secret, Set<String> scopes) {
    var grant = sql.transactionResult(transaction -> grant(transaction.dsl(), id, secret));
    var has = grant.client().terms().scopes();
    if (!has.containsAll(scopes)) {
      throw new WireException(ErrorReason.FORBIDDEN, "the client does not have that scope");
    }
    noteUse(grant.client());
    var granted = scopes.isEmpty() ? has : scopes;
    return new ClientToken(tokens.client(id, granted, grant.issued()), granted);
  }

  private Grant grant(DSLContext sql, String id, String secret) {
    return ClientStore.findForShare(sql, id)
        .filter(client -> client.good().stream().anyMatch(kept -> kept.is(secret)))
        .filter(client -> !client.disabled())
        .map(client -> new Grant(client, tokens.issueTime(client.notBefore())))
        .orElseThrow(() ->
            new WireException(
                ErrorReason.INVALID_CREDENTIALS, "the client or its secret is wrong"));
  }

  /// One write a minute, however often it asks.
  private void noteUse(ClientStore.Row client) {
    var minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    if (client.lastUsed() == null || client.lastUsed().isBefore(minute)) {
      clients.noteUse(client.terms().id(), minute);
    }
  }
}
