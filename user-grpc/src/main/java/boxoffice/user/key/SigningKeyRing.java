package boxoffice.user.key;

import boxoffice.guard.GuardSettings;
import boxoffice.guard.SigningKeys;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// The signing keys in memory: read (or the first one made) when the service starts, and every few
/// seconds after, so that a key of another instance is known here long before it signs.
///
/// All good ones verify; of those that may sign already the newest does. While PostgreSQL is away
/// the ring stays as it is.
@Component
class SigningKeyRing implements SigningKeys {
  private static final Logger log = LoggerFactory.getLogger(SigningKeyRing.class);

  /// Long-lived tokens come in crowds; one note serves a minute of them.
  private static final Duration SPARE = Duration.ofMinutes(1);

  private final SigningKeyStore store;
  private final KeyMaker maker;
  private final GuardSettings guard;
  private final Clock clock;
  private final Map<String, ECPublicKey> publicKeys = new ConcurrentHashMap<>();
  private final Map<String, Algorithm> signatures = new ConcurrentHashMap<>();
  private final Map<String, Instant> neededUntil = new ConcurrentHashMap<>();
  private volatile List<SigningKeyStore.Key> keys;
  private volatile boolean readable = true;

  SigningKeyRing(SigningKeyStore store, KeyMaker maker, GuardSettings guard, Clock clock) {
    this.store = store;
    this.maker = maker;
    this.guard = guard;
    this.clock = clock;
    keys = goodOrFirst();
    signer(); // with another master key it does not start
  }

  /// A key that signs.
  record Signer(String keyId, Algorithm signature) {}

  @Override
  public Optional<ECPublicKey> find(String keyId) {
    return good().stream()
        .filter(key -> key.pair().id().equals(keyId))
        .map(key -> publicKey(key.pair()))
        .findFirst();
  }

  /// The newest first.
  List<SigningKeyStore.Key> good() {
    var now = clock.instant();
    return keys.stream().filter(key -> key.isGood(now)).toList();
  }

  Signer signer() {
    var now = clock.instant();
    var pair =
        keys.stream()
            .filter(key -> key.maySign(now))
            .map(SigningKeyStore.Key::pair)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no key may sign now"));
    return new Signer(pair.id(), signatures.computeIfAbsent(pair.id(), id -> signature(pair)));
  }

  /// Keeps the key good for a token of more than the usual life.
  void need(String keyId, Instant expires) {
    var end = expires.plus(guard.leeway());
    if (!end.isAfter(neededUntil.getOrDefault(keyId, Instant.MIN))) {
      return;
    }
    var until = end.plus(SPARE);
    store.need(keyId, until, clock.instant());
    neededUntil.put(keyId, until);
  }

  @Scheduled(fixedDelayString = "${boxoffice.user.signing-keys.read-every:5s}")
  void read() {
    try {
      keys = store.good(clock.instant());
    } catch (DataAccessException | TransactionException e) {
      if (readable) {
        log.warn("the signing keys cannot be read: {}", e.getMessage());
      }
      readable = false;
      return;
    }
    if (!readable) {
      log.info("the signing keys are read again");
    }
    readable = true;
    var known = keys.stream().map(key -> key.pair().id()).toList();
    publicKeys.keySet().retainAll(known);
    signatures.keySet().retainAll(known);
    neededUntil.keySet().retainAll(known);
  }

  /// A cold process makes its first key in seconds, longer than a transaction may last.
  private List<SigningKeyStore.Key> goodOrFirst() {
    var known = store.good(clock.instant());
    if (oneMaySign(known, clock.instant())) {
      return known;
    }
    var first = maker.make();
    return store.alone(sql -> {
      var now = clock.instant();
      var good = SigningKeyStore.good(sql, now);
      if (oneMaySign(good, now)) {
        return good;
      }
      SigningKeyStore.insert(sql, new SigningKeyStore.Key(first, now, now, null), null);
      return SigningKeyStore.good(sql, now);
    });
  }

  private static boolean oneMaySign(List<SigningKeyStore.Key> good, Instant now) {
    return good.stream().anyMatch(key -> key.maySign(now));
  }

  private ECPublicKey publicKey(KeyMaker.Pair pair) {
    return publicKeys.computeIfAbsent(pair.id(), id -> KeyMaker.publicKey(pair));
  }

  private Algorithm signature(KeyMaker.Pair pair) {
    return Algorithm.ECDSA256(publicKey(pair), maker.privateKey(pair));
  }
}
