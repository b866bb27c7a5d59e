package boxoffice.user.key;

import boxoffice.guard.GuardSettings;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Makes access tokens: JWTs of type `at+jwt`, signed with ES256.
@Component
public class AccessTokens {
  private final SigningKeyRing keys;
  private final KeySettings settings;
  private final GuardSettings guard;
  private final Clock clock;
  private final Supplier<UUID> ids;

  AccessTokens(
      SigningKeyRing keys,
      KeySettings settings,
      GuardSettings guard,
      Clock clock,
      Supplier<UUID> ids) {
    this.keys = keys;
    this.settings = settings;
    this.guard = guard;
    this.clock = clock;
    this.ids = ids;
  }

  /// @param expires refused from then on
  public record Issued(String text, Instant expires) {
    @Override
    public String toString() {
      return "Issued[" + expires + "]"; // never the token
    }
  }

  /// The time at which a token may be issued that is made now: a whole second, as the claim has it,
  /// that no revocation refuses. Read it while whoever would revoke waits.
  ///
  /// @param notBefore tokens issued then or before are refused, in seconds
  public Instant issueTime(long notBefore) {
    return Instant.ofEpochSecond(Math.max(clock.instant().getEpochSecond(), notBefore + 1));
  }

  /// @param issued from [#issueTime]
  public Issued person(UUID account, UUID session, Set<String> roles, Instant issued) {
    return person(account, session, roles, issued, settings.accessTokenLife());
  }

  /// @param life one hour at most, because verifiers refuse more
  public Issued person(
      UUID account, UUID session, Set<String> roles, Instant issued, Duration life) {
    KeySettings.checkLife(life);
    return issue(
        JWT.create()
            .withSubject(account.toString())
            .withClaim("sid", session.toString())
            .withArrayClaim("roles", sorted(roles)),
        issued,
        life);
  }

  /// @param issued from [#issueTime]
  public Issued client(String clientId, Set<String> scopes, Instant issued) {
    return issue(
        JWT.create().withSubject(clientId).withArrayClaim("scopes", sorted(scopes)),
        issued,
        settings.accessTokenLife());
  }

  private Issued issue(JWTCreator.Builder token, Instant issued, Duration life) {
    var expires = issued.plus(life);
    var signer = keys.signer();
    if (life.compareTo(settings.accessTokenLife()) > 0) {
      keys.need(signer.keyId(), expires);
    }
    var text =
        token
            .withHeader(Map.of("typ", "at+jwt"))
            .withKeyId(signer.keyId())
            .withIssuer(guard.issuer())
            .withAudience(guard.audience())
            .withJWTId(ids.get().toString())
            .withIssuedAt(issued)
            .withExpiresAt(expires)
            .sign(signer.signature());
    return new Issued(text, expires);
  }

  private static String[] sorted(Set<String> names) {
    return names.stream().sorted().toArray(String[]::new);
  }
}
