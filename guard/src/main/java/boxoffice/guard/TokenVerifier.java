package boxoffice.guard;

import boxoffice.guard.denylist.Denylist;
import boxoffice.wire.Caller;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier.BaseVerification;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Interner;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells who a token speaks for, or refuses it. Accepts only what user-grpc signs: ES256, `at+jwt`,
/// our issuer, exactly our audience, and every claim present with its type; signed with a key that
/// is listed now, and not revoked.
///
/// What a token said is remembered until it expires, so that a caller pays for the signature once;
/// its key and the denylist are looked at each time. Fails closed. Safe for use by many threads.
public final class TokenVerifier {
  /// Far above the lifetime that user-grpc gives; a token beyond it was not made by user-grpc.
  public static final Duration LONGEST_LIFE = Duration.ofHours(1);

  private static final Pattern CLIENT_ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final SigningKeys keys;
  private final Denylist denylist;
  private final GuardSettings settings;
  private final Clock clock;
  private final Cache<Fingerprint, Verified> verified;
  private final LongAdder signatureChecks = new LongAdder();

  // few different ones, in many tokens
  private final Interner<Set<String>> rights = Interner.newWeakInterner();
  private final Interner<String> keyIds = Interner.newWeakInterner();

  /// Stands for a token: whoever reads the memory cannot use it.
  private record Fingerprint(long first, long second, long third, long fourth) {}

  /// @param end with leeway: refused from then on
  private record Verified(Claims claims, String keyId, long issuedAt, Instant end) {}

  private record Claims(
      String subject, @Nullable String session, Set<String> roles, Set<String> scopes) {}

  public TokenVerifier(SigningKeys keys, Denylist denylist, GuardSettings settings, Clock clock) {
    this.keys = keys;
    this.denylist = denylist;
    this.settings = settings;
    this.clock = clock;
    verified =
        Caffeine.newBuilder()
            .maximumSize(settings.rememberedTokens())
            .expireAfter(Expiry.<Fingerprint, Verified>creating((token, known) -> left(known)))
            .build();
  }

  /// Shows how often a signature was looked at.
  void measure(MeterRegistry meters) {
    FunctionCounter.builder("boxoffice.token.signature.checks", signatureChecks, LongAdder::sum)
        .register(meters);
  }

  /// @throws WireException INVALID_TOKEN, always with the same text; SERVICE_UNAVAILABLE when the
  ///   key cannot be looked up, or nobody knows what was revoked lately
  public Caller verify(String token) {
    var fingerprint = fingerprint(token);
    var known = verified.getIfPresent(fingerprint);
    if (known == null) {
      known = check(token).orElseThrow(TokenVerifier::invalid);
      verified.put(fingerprint, known);
    } else if (left(known).isZero() || keys.find(known.keyId()).isEmpty()) {
      verified.invalidate(fingerprint);
      throw invalid();
    }
    var claims = known.claims();
    if (denylist.refuses(claims.subject(), claims.session(), known.issuedAt())) {
      throw invalid();
    }
    return new Caller(claims.subject(), claims.session(), claims.roles(), claims.scopes(), token);
  }

  static WireException invalid() {
    return new WireException(ErrorReason.INVALID_TOKEN, "the access token is not valid");
  }

  private Duration left(Verified known) {
    var left = Duration.between(clock.instant(), known.end());
    return left.isNegative() ? Duration.ZERO : left;
  }

  private Optional<Verified> check(String text) {
    return StrictToken.parse(text)
        .filter(token -> token.text("aud").filter(settings.audience()::equals).isPresent())
        .filter(token -> token.text("jti").isPresent())
        .filter(token -> keys.find(token.keyId()).filter(key -> isSigned(text, key)).isPresent())
        .flatMap(this::verified);
  }

  /// Signature, issuer, and the times as far as they are there.
  private boolean isSigned(String text, ECPublicKey key) {
    signatureChecks.increment();
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

  private Optional<Verified> verified(StrictToken token) {
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
    return (token.has("sid") ? person(token) : client(token))
        .map(claims -> new Verified(claims, keyIds.intern(token.keyId()), issued.get(), end));
  }

  private Optional<Claims> person(StrictToken token) {
    var subject = token.text("sub").filter(TokenVerifier::isUuid).orElse(null);
    var session = token.text("sid").filter(TokenVerifier::isUuid).orElse(null);
    var roles = token.texts("roles").orElse(null);
    return subject == null || session == null || roles == null || token.has("scopes")
        ? Optional.empty()
        : Optional.of(new Claims(subject, session, rights.intern(roles), Set.of()));
  }

  private Optional<Claims> client(StrictToken token) {
    var subject = token.text("sub").filter(id -> CLIENT_ID.matcher(id).matches()).orElse(null);
    var scopes = token.texts("scopes").orElse(null);
    return subject == null || scopes == null || token.has("roles")
        ? Optional.empty()
        : Optional.of(new Claims(subject, null, Set.of(), rights.intern(scopes)));
  }

  private static boolean isUuid(@Nullable String text) {
    return text != null
        && UUID_TEXT.matcher(text).matches()
        && UUID.fromString(text).toString().equals(text);
  }

  private static Fingerprint fingerprint(String token) {
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      var numbers = ByteBuffer.wrap(hash).asLongBuffer();
      return new Fingerprint(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
