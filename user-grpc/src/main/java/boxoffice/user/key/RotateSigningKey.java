package boxoffice.user.key;

import boxoffice.guard.GuardSettings;
import boxoffice.user.audit.AuditLog;
import boxoffice.wire.DerivedId;
import boxoffice.wire.WireException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// Lets another key take over: when the newest is old, and when an admin says so. One instance at a
/// time does.
///
/// The new key is listed at once and signs when everybody has read it; the ones before are good
/// until their last tokens have expired. So no valid token is refused. Compromised keys are good no
/// more at once.
@Component
class RotateSigningKey {
  private static final Logger log = LoggerFactory.getLogger(RotateSigningKey.class);

  private final SigningKeyStore store;
  private final KeyMaker maker;
  private final AuditLog audit;
  private final Times times;
  private final Clock clock;

  RotateSigningKey(
      SigningKeyStore store, KeyMaker maker, AuditLog audit, Times times, Clock clock) {
    this.store = store;
    this.maker = maker;
    this.audit = audit;
    this.times = times;
    this.clock = clock;
  }

  /// How long keys and their tokens live.
  @Component
  record Times(RotationSettings rotation, KeySettings tokens, GuardSettings guard) {

    boolean isOld(SigningKeyStore.Key newest, Instant now) {
      return !now.isBefore(newest.created().plus(rotation.maxAge()));
    }

    /// When no token that was signed before `signs` is good any more.
    Instant lastTokenEnd(Instant signs) {
      return signs.plus(tokens.accessTokenLife()).plus(guard.leeway());
    }
  }

  /// Safe to repeat.
  ///
  /// @param compromised whether the keys before must go at once
  /// @throws WireException IDEMPOTENCY_KEY_REUSED
  SigningKeyStore.Key rotate(UUID admin, UUID request, boolean compromised) {
    var id = DerivedId.of("signing-key", admin.toString(), request.toString());
    return store.alone(sql -> {
      var made = SigningKeyStore.ofRequest(sql, id);
      if (made.isPresent()) {
        var signedAtOnce = made.get().signs().equals(made.get().created());
        if (signedAtOnce != compromised) {
          throw WireException.keyReused();
        }
        return made.get();
      }
      return next(sql, admin.toString(), id, compromised);
    });
  }

  @Scheduled(fixedDelayString = "${boxoffice.user.signing-keys.check-every:1m}")
  void rotateByAge() {
    try {
      store
          .alone(this::nextIfOld)
          .ifPresent(
              key -> log.info("signing key {} takes over at {}", key.pair().id(), key.signs()));
      store.forget(clock.instant().minus(times.rotation().keep()));
    } catch (DataAccessException | TransactionException e) {
      log.warn("the age of the signing keys cannot be checked: {}", e.getMessage());
    }
  }

  private Optional<SigningKeyStore.Key> nextIfOld(DSLContext sql) {
    var now = clock.instant();
    var newest = SigningKeyStore.good(sql, now).getFirst();
    return times.isOld(newest, now)
        ? Optional.of(next(sql, AuditLog.SYSTEM, null, false))
        : Optional.empty();
  }

  private SigningKeyStore.Key next(
      DSLContext sql, String actor, @Nullable UUID request, boolean compromised) {
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var before = SigningKeyStore.good(sql, now).stream().map(key -> key.pair().id()).toList();
    var signs = compromised ? now : now.plus(times.rotation().lead());
    var key = new SigningKeyStore.Key(maker.make(), now, signs, null);
    if (compromised) {
      SigningKeyStore.endOthersNow(sql, now);
    } else {
      SigningKeyStore.endOthersAfter(sql, times.lastTokenEnd(signs));
    }
    SigningKeyStore.insert(sql, key, request);
    audit.add(
        sql,
        new AuditLog.Entry(
            actor,
            "signing-key-rotated",
            key.pair().id(),
            Map.of("signing_keys", before),
            Map.of("sign_time", signs.toString(), "compromised", compromised)));
    return key;
  }
}
