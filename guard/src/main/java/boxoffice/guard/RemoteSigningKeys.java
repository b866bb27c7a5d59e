package boxoffice.guard;

import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.SigningKey;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signing keys as user-grpc lists them, kept in memory: tokens of known keys are verified
/// while user-grpc is away.
///
/// A token that names an unknown key makes us ask again, at most once a minute, so that made-up
/// names cost user-grpc nothing. When asking fails nobody can tell whether the key exists: then the
/// call fails closed as SERVICE_UNAVAILABLE, and a second later we may ask again.
public final class RemoteSigningKeys implements SigningKeys {
  private static final Logger log = LoggerFactory.getLogger(RemoteSigningKeys.class);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMinutes(1);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final SigningKeyServiceGrpc.SigningKeyServiceBlockingStub user;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile State state = new State(Map.of(), Instant.MIN, false);

  /// @param known by key id
  /// @param nextQuestion not before then
  /// @param certain whether `known` was the whole truth when last asked
  private record State(Map<String, ECPublicKey> known, Instant nextQuestion, boolean certain) {}

  /// @param user channel to user-grpc, with its deadline
  public RemoteSigningKeys(Channel user, Clock clock) {
    this.user = SigningKeyServiceGrpc.newBlockingStub(user);
    this.clock = clock;
  }

  @Override
  public Optional<ECPublicKey> find(String keyId) {
    var key = state.known().get(keyId);
    return key != null ? Optional.of(key) : askFor(keyId);
  }

  private Optional<ECPublicKey> askFor(String keyId) {
    asking.lock();
    try {
      if (!state.known().containsKey(keyId) && !clock.instant().isBefore(state.nextQuestion())) {
        state = ask();
      }
      var key = Optional.ofNullable(state.known().get(keyId));
      if (key.isEmpty() && !state.certain()) {
        throw new WireException(
            ErrorReason.SERVICE_UNAVAILABLE, "the token cannot be verified at the moment");
      }
      return key;
    } finally {
      asking.unlock();
    }
  }

  /// The question serves everybody who waits, so the first caller's cancellation does not end it.
  private State ask() {
    var context = Context.ROOT.attach();
    try {
      var keys = new HashMap<String, ECPublicKey>();
      var answer = user.listSigningKeys(ListSigningKeysRequest.getDefaultInstance());
      for (var key : answer.getSigningKeysList()) {
        keys.put(key.getKeyId(), publicKey(key));
      }
      return new State(Map.copyOf(keys), clock.instant().plus(BETWEEN_QUESTIONS), true);
    } catch (StatusRuntimeException e) {
      log.warn("signing keys were not listed: {}", e.getStatus().getCode());
      return new State(state.known(), clock.instant().plus(AFTER_FAILURE), false);
    } finally {
      Context.ROOT.detach(context);
    }
  }

  private static ECPublicKey publicKey(SigningKey key) {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      var point =
          new ECPoint(
              new BigInteger(1, key.getX().toByteArray()),
              new BigInteger(1, key.getY().toByteArray()));
      var spec = new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class));
      return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("user-grpc lists a key that is none", e);
    }
  }
}
