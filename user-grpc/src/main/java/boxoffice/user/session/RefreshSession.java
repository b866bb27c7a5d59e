package boxoffice.user.session;

import boxoffice.guard.limit.RateLimits;
import boxoffice.guard.repetition.Repetition;
import boxoffice.user.key.AccessTokens;
import boxoffice.user.session.RefreshTokenStore.Owner;
import boxoffice.user.session.SessionStore.Holder;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Changes a refresh token into the next one and an access token, once.
///
/// Whoever comes second with a token may have stolen it, or be the one it was stolen from: the
/// whole session ends. Only the request that used it may be repeated for a while, and gets the same
/// refresh token, because that follows from the used one and the request. One refresh of a session
/// at a time; the account's roles are those of this moment.
@Component
class RefreshSession {
  private static final String LIMIT = "refresh-session";

  private final DSLContext sql;
  private final RefreshTokenStore refreshTokens;
  private final RateLimits limits;
  private final Parts parts;
  private final Clock clock;

  RefreshSession(
      DSLContext sql,
      RefreshTokenStore refreshTokens,
      RateLimits limits,
      Parts parts,
      Clock clock) {
    this.sql = sql;
    this.refreshTokens = refreshTokens;
    this.limits = limits;
    this.parts = parts;
    this.clock = clock;
  }

  /// What a refresh makes tokens with, and whom it tells of a theft.
  @Component
  record Parts(AccessTokens tokens, StartSession.Terms terms, StolenSessions stolen) {}

  /// @param caller the session whose access token the call carries, or null
  private record Attempt(
      RefreshToken token, UUID request, @Nullable UUID caller, Owner owner, Instant now) {

    boolean isOfAnotherSession() {
      return caller != null && !caller.equals(owner.session());
    }
  }

  /// @param caller the session whose access token the call carries, or null
  /// @throws WireException INVALID_TOKEN, RATE_LIMITED; SERVICE_UNAVAILABLE when the limit cannot
  ///   be counted
  SessionTokens refresh(String text, UUID request, @Nullable UUID caller) {
    var token = RefreshToken.parse(text).orElseThrow(RefreshSession::invalid);
    var owner = refreshTokens.owner(token).orElseThrow(RefreshSession::invalid);
    limits.take(LIMIT, owner.session().toString());
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as it is stored
    var attempt = new Attempt(token, request, caller, owner, now);
    // what was noticed is kept: refused is who asks, not the transaction
    return sql.transactionResult(transaction -> refresh(transaction.dsl(), attempt))
        .orElseThrow(RefreshSession::invalid);
  }

  private Optional<SessionTokens> refresh(DSLContext sql, Attempt attempt) {
    var owner = attempt.owner();
    var holder = SessionStore.holder(sql, owner.account()).orElse(null);
    if (attempt.isOfAnotherSession()) {
      parts.stolen().mark(sql, owner.session(), attempt.caller());
    }
    var session = SessionStore.lock(sql, owner.session()).orElse(null);
    var token = RefreshTokenStore.find(sql, attempt.token()).orElse(null);
    if (holder == null || session == null || token == null || session.ended() != null) {
      return Optional.empty();
    }
    if (token.usedAt() != null && !mayRepeat(attempt, token)) {
      parts.stolen().end(sql, owner.session());
      return Optional.empty();
    }
    if (attempt.isOfAnotherSession()
        || !session.isLive(attempt.now())
        || !holder.open()
        || !attempt.now().isBefore(token.expires())) {
      return Optional.empty();
    }
    return Optional.of(give(sql, attempt, token, new Family(session, holder)));
  }

  private record Family(SessionStore.Row session, Holder holder) {}

  private boolean mayRepeat(Attempt attempt, RefreshTokenStore.Row token) {
    return token.usedAt() != null
        && attempt.request().equals(token.usedBy())
        && attempt.now().isBefore(token.usedAt().plus(parts.terms().settings().repeat()));
  }

  private SessionTokens give(
      DSLContext sql, Attempt attempt, RefreshTokenStore.Row token, Family family) {
    var settings = parts.terms().settings();
    var next = attempt.token().next(parts.terms().secrets(), attempt.request());
    var session = family.session();
    var since = token.usedAt() == null ? attempt.now() : token.usedAt();
    var expires = settings.tokenEnd(since, session.expires());
    if (token.usedAt() == null) {
      RefreshTokenStore.use(sql, attempt.token(), attempt.request(), attempt.now());
      RefreshTokenStore.insert(sql, next, session.id(), attempt.now(), expires);
      SessionStore.use(sql, session.id(), attempt.now());
    } else {
      Repetition.found();
    }
    var issued = parts.tokens().issueTime(family.holder().notBefore());
    return new SessionTokens(
        session.id(),
        session.account(),
        parts.tokens().person(session.account(), session.id(), family.holder().roles(), issued),
        next.text(),
        expires);
  }

  private static WireException invalid() {
    return new WireException(ErrorReason.INVALID_TOKEN, "the refresh token is not valid");
  }
}
