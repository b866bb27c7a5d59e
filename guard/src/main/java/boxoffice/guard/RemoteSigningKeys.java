package boxoffice.guard;

import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.SigningKey;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.security.GeneralSecurityException;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signing keys as user-grpc lists them, kept in memory and asked for again each minute. While
/// user-grpc is away those that are known stay good until they expire.
///
/// A token that names an unknown key makes us ask at once, at most once a minute, so that made-up
/// names cost user-grpc nothing. When asking fails nobody can tell whether the key exists: then the
/// call fails closed as SERVICE_UNAVAILABLE, and a second later we may ask again.
public final class RemoteSigningKeys implements SigningKeys, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RemoteSigningKeys.class);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMinutes(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final SigningKeyServiceGrpc.SigningKeyServiceBlockingStub user;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private final ScheduledExecutorService refreshing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("signing-keys").factory());
  private volatile State state = new State(Map.of(), true, Instant.MIN);
  private Instant nextQuestion = Instant.MIN; // guarded by asking

  /// @param known by key id
  /// @param certain whether `known` was the whole truth when last asked
  private record State(Map<String, Key> known, boolean certain, Instant askedAt) {}

  private record Key(ECPublicKey point, Optional<Instant> expires) {
    boolean isGood(Instant now) {
      return expires.isEmpty() || now.isBefore(expires.get());
    }
  }

  /// @param user channel to user-grpc, with its deadline
  public RemoteSigningKeys(Channel user, Clock clock) {
    this.user = SigningKeyServiceGrpc.newBlockingStub(user);
    this.clock = clock;
  }

  /// From now on asks without being asked: at once, and again when the list is as old as that.
  public void refreshEach(Duration age) {
    var _ =
        refreshing.scheduleWithFixedDelay(
            () -> refresh(age), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Optional<ECPublicKey> find(String keyId) {
    var key = state.known().get(keyId);
    return key == null
        ? askFor(keyId)
        : Optional.of(key).filter(found -> found.isGood(clock.instant())).map(Key::point);
  }

  @Override
  public void close() {
    refreshing.shutdownNow();
  }

  /// While nobody answers it is tried each time.
  void refresh(Duration age) {
    asking.lock();
    try {
      if (!state.certain() || !clock.instant().isBefore(state.askedAt().plus(age))) {
        ask();
      }
    } finally {
      asking.unlock();
    }
  }

  private Optional<ECPublicKey> askFor(String keyId) {
    asking.lock();
    try {
      var now = clock.instant();
      if (!state.known().containsKey(keyId) && !now.isBefore(nextQuestion)) {
        nextQuestion = now.plus(ask() ? BETWEEN_QUESTIONS : AFTER_FAILURE);
      }
      var key = state.known().get(keyId);
      if (key == null && !state.certain()) {
        throw new WireException(
            ErrorReason.SERVICE_UNAVAILABLE, "the token cannot be verified at the moment");
      }
      return Optional.ofNullable(key).filter(found -> found.isGood(now)).map(Key::point);
    } finally {
      asking.unlock();
    }
  }

  /// The question serves everybody who waits, so the first caller's cancellation does not end it.
  private boolean ask() {
    var asked = clock.instant();
    var context = Context.ROOT.attach();
    try {
      var answer = user.listSigningKeys(ListSigningKeysRequest.getDefaultInstance());
      var keys = new HashMap<String, Key>();
      for (var key : answer.getSigningKeysList()) {
        keys.put(key.getKeyId(), new Key(P256.publicKey(key.getX(), key.getY()), expires(key)));
      }
      state = new State(Map.copyOf(keys), true, asked);
      return true;
    } catch (StatusRuntimeException | GeneralSecurityException e) {
      if (state.certain()) {
        log.warn("signing keys were not listed: {}", e.getMessage());
      }
      state = new State(state.known(), false, state.askedAt());
      return false;
    } finally {
      Context.ROOT.detach(context);
    }
  }

  private static Optional<Instant> expires(SigningKey key) {
    return key.hasExpireTime()
        ? Optional.of(WireTypes.instant(key.getExpireTime()))
        : Optional.empty();
  }
}
