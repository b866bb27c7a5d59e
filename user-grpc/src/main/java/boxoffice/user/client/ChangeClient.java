package boxoffice.user.client;

import boxoffice.user.audit.AuditLog;
import boxoffice.user.client.CreateClient.Made;
import boxoffice.user.key.DerivedSecrets;
import boxoffice.user.revocation.Revocations;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/// Changes a client: its secrets, and whether it is let in. Each change is in the audit log; safe
/// to repeat. Whatever takes something from a client ends its tokens too.
///
/// Throws [WireException]: NOT_FOUND for an unknown client.
@Component
class ChangeClient {
  private static final int MOST_SECRETS = 2;

  private final DSLContext sql;
  private final DerivedSecrets secrets;
  private final Revocations revocations;
  private final AuditLog audit;
  private final Clock clock;

  ChangeClient(
      DSLContext sql,
      DerivedSecrets secrets,
      Revocations revocations,
      AuditLog audit,
      Clock clock) {
    this.sql = sql;
    this.secrets = secrets;
    this.revocations = revocations;
    this.audit = audit;
    this.clock = clock;
  }

  /// @throws WireException VALIDATION_FAILED when it has two; IDEMPOTENCY_KEY_REUSED when the
  ///   secret of this request was removed
  Made addSecret(UUID admin, UUID request, String id) {
    var text = secrets.of(CreateClient.PURPOSE, admin.toString(), id, request.toString());
    var client =
        change(
            id,
            (inside, found) -> {
              var known = found.secrets().stream().filter(kept -> kept.is(text)).findFirst();
              if (known.isPresent()) {
                if (known.get().removed()) {
                  throw WireException.keyReused();
                }
                return false;
              }
              if (found.good().size() >= MOST_SECRETS) {
                throw WireException.invalidField("client_id", "the client has two secrets already");
              }
              var secret = ClientSecret.of(text, clock.instant().truncatedTo(ChronoUnit.MICROS));
              ClientStore.addSecret(inside, id, secret);
              var after = Map.of("secret_id", secret.id());
              note(inside, admin, "client-secret-added", id, after);
              return false;
            });
    return new Made(client, text);
  }

  /// @throws WireException NOT_FOUND for an unknown secret, VALIDATION_FAILED for the last one
  ClientStore.Row removeSecret(UUID admin, String id, String secretId) {
    return change(
        id,
        (inside, found) -> {
          var secret =
              found.secrets().stream()
                  .filter(kept -> kept.id().equals(secretId))
                  .findFirst()
                  .orElseThrow(() -> WireException.notFound("secret"));
          if (secret.removed()) {
            return false;
          }
          if (found.good().size() == 1) {
            throw WireException.invalidField(
                "secret_id", "the last one stays: disable the client instead");
          }
          ClientStore.removeSecret(inside, id, secret, clock.instant());
          note(inside, admin, "client-secret-removed", id, Map.of("secret_id", secretId));
          return true;
        });
  }

  ClientStore.Row disable(UUID admin, String id) {
    return change(
        id,
        (inside, found) -> {
          if (found.disabled()) {
            return false;
          }
          ClientStore.setDisabled(inside, id, clock.instant());
          note(inside, admin, "client-disabled", id, Map.of("disabled", true));
          return true;
        });
  }

  ClientStore.Row enable(UUID admin, String id) {
    return change(
        id,
        (inside, found) -> {
          if (found.disabled()) {
            ClientStore.setDisabled(inside, id, null);
            note(inside, admin, "client-enabled", id, Map.of("disabled", false));
          }
          return false;
        });
  }

  /// @param change returns whether the client's tokens end
  private ClientStore.Row change(
      String id, BiFunction<DSLContext, ClientStore.Row, Boolean> change) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      var found = ClientStore.lock(inside, id).orElseThrow(() -> WireException.notFound("client"));
      if (change.apply(inside, found)) {
        var notBefore = ClientStore.refuseTokens(inside, id, clock.instant());
        revocations.endTokensOf(inside, id, notBefore);
      }
      return ClientStore.lock(inside, id).orElseThrow(() -> WireException.notFound("client"));
    });
  }

  private void note(DSLContext sql, UUID admin, String action, String id, Map<String, ?> after) {
    audit.add(sql, new AuditLog.Entry(admin.toString(), action, id, Map.of(), after));
  }
}
