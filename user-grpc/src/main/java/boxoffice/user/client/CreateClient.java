package boxoffice.user.client;

import boxoffice.user.audit.AuditLog;
import boxoffice.user.client.ClientStore.Terms;
import boxoffice.user.key.DerivedSecrets;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Makes a client and its first secret. The secret follows from admin, client and `request_id`, so
/// that a repetition gets it again though only its hash is stored.
@Component
class CreateClient {
  static final String PURPOSE = "client-secret";

  private final DSLContext sql;
  private final DerivedSecrets secrets;
  private final ContractScopes scopes;
  private final AuditLog audit;
  private final Clock clock;

  CreateClient(
      DSLContext sql, DerivedSecrets secrets, ContractScopes scopes, AuditLog audit, Clock clock) {
    this.sql = sql;
    this.secrets = secrets;
    this.scopes = scopes;
    this.audit = audit;
    this.clock = clock;
  }

  /// A client and its newest secret in clear.
  record Made(ClientStore.Row client, String secret) {
    @Override
    public String toString() {
      return "Made[" + client.terms().id() + "]"; // never the secret
    }
  }

  /// @throws WireException VALIDATION_FAILED for an id that is taken and for a scope that is not
  ///   for partners; NOT_FOUND for an unknown owner; IDEMPOTENCY_KEY_REUSED
  Made create(UUID admin, UUID request, Terms terms) {
    if (!scopes.names().containsAll(terms.scopes())) {
      throw WireException.invalidField("scopes", "one of them is not for partners");
    }
    var id = DerivedId.of("client", admin.toString(), request.toString());
    var text = secrets.of(PURPOSE, admin.toString(), terms.id(), request.toString());
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      if (terms.owner() == null || !ClientStore.isAccount(inside, terms.owner())) {
        throw WireException.notFound("account");
      }
      var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      var secret = ClientSecret.of(text, now);
      if (ClientStore.insert(inside, terms, id, now)) {
        ClientStore.addSecret(inside, terms.id(), secret);
        note(inside, admin, terms, secret);
      }
      var client =
          ClientStore.lock(inside, terms.id()).orElseThrow(() -> WireException.notFound("client"));
      if (!id.equals(client.request())) {
        throw WireException.invalidField("client_id", "taken, choose another one");
      }
      if (!client.terms().equals(terms)
          || client.good().stream().noneMatch(kept -> kept.is(text))) {
        throw WireException.keyReused();
      }
      return new Made(client, text);
    });
  }

  private void note(DSLContext sql, UUID admin, Terms terms, ClientSecret secret) {
    var after =
        Map.of(
            "owner_id", String.valueOf(terms.owner()),
            "scopes", terms.scopes().stream().sorted().toList(),
            "live", terms.live(),
            "secret_id", secret.id());
    audit.add(
        sql, new AuditLog.Entry(admin.toString(), "client-created", terms.id(), Map.of(), after));
  }
}
