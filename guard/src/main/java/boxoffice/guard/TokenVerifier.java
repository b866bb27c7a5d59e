package boxoffice.guard;

import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier.BaseVerification;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells who a token speaks for, or refuses it. Accepts only what user-grpc signs: ES256, `at+jwt`,
/// our issuer, exactly our audience, and every claim present with its type.
///
/// Verified tokens are remembered until they expire, 10 000 at most, so that a caller pays for the
/// signature once. Fails closed. Safe for use by many threads.
public final class TokenVerifier {
  private static final int REMEMBERED = 10_000;

  /// Far above the lifetime that user-grpc gives; a token beyond it was not made by user-grpc.
  public static final Duration LONGEST_LIFE = Duration.ofHours(1);

  private static final Pattern CLIENT_ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final SigningKeys keys;
  private final GuardSettings settings;
  private final Clock clock;
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /// @param end with leeway: refused from then on
  private record Verified(Caller caller, Instant end) {}

  public TokenVerifier(SigningKeys keys, GuardSettings settings, Clock clock) {
    this.keys = keys;
    this.settings = settings;
    this.clock = clock;
  }

  /// @throws WireException INVALID_TOKEN, always with the same text; SERVICE_UNAVAILABLE when the
  ///   key cannot be looked up
  public Caller verify(String token) {
    var known = verified.getIfPresent(token);
    if (known == null) {
      known = check(token).orElseThrow(TokenVerifier::invalid);
      verified.put(token, known);
    }
    if (!clock.instant().isBefore(known.end())) {
      verified.invalidate(token);
      throw invalid();
    }
    return known.caller();
  }

  static WireException invalid() {
    return new WireException(ErrorReason.INVALID_TOKEN, "the access token is not valid");
  }

  private Optional<Verified> check(String text) {
    return StrictToken.parse(text)
        .filter(token -> token.text("aud").filter(settings.audience()::equals).isPresent())
        .filter(token -> token.text("jti").isPresent())
        .filter(token -> keys.find(token.keyId()).filter(key -> isSigned(text, key)).isPresent())
        .flatMap(token -> verified(text, token));
  }

  /// Signature, issuer, and the times as far as they are there.
  private boolean isSigned(String text, ECPublicKey key) {
    var verification =
        (BaseVerification)
            JWT.require(Algorithm.ECDSA256(key, null))
                .withIssuer(settings.issuer())
                .acceptLeeway(settings.leeway().toSeconds());
    try {
      verification.build(clock).verify(text);
      return true;
    } catch (JWTVerificationException e) {
      return false; // why is nobody's business but the forger's
    }
  }

  private Optional<Verified> verified(String text, StrictToken token) {
    var issued = token.seconds("iat");
    var expires = token.seconds("exp");
    if (issued.isEmpty() || expires.isEmpty()) {
      return Optional.empty();
    }
    var life = expires.get() - issued.get();
    if (life <= 0 || life > LONGEST_LIFE.toSeconds()) {
      return Optional.empty();
    }
    var end = Instant.ofEpochSecond(expires.get()).plus(settings.leeway());
    return caller(text, token).map(caller -> new Verified(caller, end));
  }

  private static Optional<Caller> caller(String text, StrictToken token) {
    return token.has("sid") ? person(text, token) : client(text, token);
  }

  private static Optional<Caller> person(String text, StrictToken token) {
    var subject = token.text("sub").filter(TokenVerifier::isUuid).orElse(null);
    var session = token.text("sid").filter(TokenVerifier::isUuid).orElse(null);
    var roles = token.texts("roles").orElse(null);
    return subject == null || session == null || roles == null || token.has("scopes")
        ? Optional.empty()
        : Optional.of(new Caller(subject, session, roles, Set.of(), text));
  }

  private static Optional<Caller> client(String text, StrictToken token) {
    var subject = token.text("sub").filter(id -> CLIENT_ID.matcher(id).matches()).orElse(null);
    var scopes = token.texts("scopes").orElse(null);
    return subject == null || scopes == null || token.has("roles")
        ? Optional.empty()
        : Optional.of(new Caller(subject, null, Set.of(), scopes, text));
  }

  private static boolean isUuid(@Nullable String text) {
    return text != null
        && UUID_TEXT.matcher(text).matches()
        && UUID.fromString(text).toString().equals(text);
  }
}
