package boxoffice.user.session;

import boxoffice.guard.repetition.Repetition;
import boxoffice.user.account.Accounts.Account;
import boxoffice.user.key.AccessTokens;
import boxoffice.user.key.DerivedSecrets;
import boxoffice.user.session.SessionStore.Holder;
import boxoffice.wire.DerivedId;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Starts the session of a person who has proved to be the account's, and gives its first tokens.
///
/// The session's id follows from account and `request_id`, its refresh token from both: so a
/// repetition finds them again, for as long as nothing else became of them.
@Component
class StartSession {
  private final DSLContext sql;
  private final EndSessions endSessions;
  private final AccessTokens tokens;
  private final Terms terms;
  private final Clock clock;

  StartSession(
      DSLContext sql, EndSessions endSessions, AccessTokens tokens, Terms terms, Clock clock) {
    this.sql = sql;
    this.endSessions = endSessions;
    this.tokens = tokens;
    this.terms = terms;
    this.clock = clock;
  }

  /// What refresh tokens follow from and how long they live.
  @Component
  record Terms(DerivedSecrets secrets, SessionSettings settings) {}

  /// @param before the session whose token the call carries: it ends
  record Request(UUID id, String device, @Nullable UUID before) {}

  /// @return empty when the account changed since the proof, which has to be made again
  /// @throws WireException EMAIL_NOT_VERIFIED, FORBIDDEN, IDEMPOTENCY_KEY_REUSED
  Optional<SessionTokens> start(Account account, Request request) {
    return sql.transactionResult(transaction -> {
      var inside = transaction.dsl();
      return SessionStore.holder(inside, account.id())
          .filter(holder -> holder.passwordHash().equals(account.passwordHash()))
          .map(holder -> start(inside, account.id(), holder, request));
    });
  }

  private SessionTokens start(DSLContext sql, UUID account, Holder holder, Request request) {
    if (holder.disabled()) {
      throw new WireException(ErrorReason.FORBIDDEN, "the account is disabled");
    }
    if (!holder.open()) {
      throw new WireException(
          ErrorReason.EMAIL_NOT_VERIFIED, "the e-mail address is not verified yet");
    }
    var id = DerivedId.of("session", account.toString(), request.id().toString());
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as it is stored
    var end = now.plus(terms.settings().absolute());
    var session = new SessionStore.Row(id, account, request.device(), now, now, end, null);
    var refresh = RefreshToken.first(terms.secrets(), id, request.id());
    var refreshExpires = terms.settings().tokenEnd(now, end);
    if (SessionStore.insert(sql, session)) {
      RefreshTokenStore.insert(sql, refresh, id, now, refreshExpires);
    } else {
      refreshExpires = again(sql, session, refresh).expires();
      Repetition.found();
    }
    if (request.before() != null && !request.before().equals(id)) {
      endSessions.endOne(sql, request.before(), "signed-in-anew");
    }
    var issued = tokens.issueTime(holder.notBefore());
    return new SessionTokens(
        id,
        account,
        tokens.person(account, id, holder.roles(), issued),
        refresh.text(),
        refreshExpires);
  }

  /// The same request, once more.
  private static RefreshTokenStore.Row again(
      DSLContext sql, SessionStore.Row session, RefreshToken refresh) {
    return SessionStore.lock(sql, session.id())
        .filter(found -> found.isLive(session.created()))
        .filter(found -> found.device().equals(session.device()))
        .flatMap(found -> RefreshTokenStore.find(sql, refresh))
        .filter(token -> token.usedAt() == null && token.expires().isAfter(session.created()))
        .orElseThrow(WireException::keyReused);
  }
}
