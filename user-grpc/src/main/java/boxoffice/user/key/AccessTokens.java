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

  public Issued person(UUID account, UUID session, Set<String> roles) {
    return person(account, session, roles, settings.accessTokenLife());
  }

  /// @param life one hour at most, because verifiers refuse more
  public Issued person(UUID account, UUID session, Set<String> roles, Duration life) {
    KeySettings.checkLife(life);
    return issue(
        JWT.create()
            .withSubject(account.toString())
            .withClaim("sid", session.toString())
            .withArrayClaim("roles", sorted(roles)),
        life);
  }

  public Issued client(String clientId, Set<String> scopes) {
    return issue(
        JWT.create().withSubject(clientId).withArrayClaim("scopes", sorted(scopes)),
        settings.accessTokenLife());
  }

  private Issued issue(JWTCreator.Builder token, Duration life) {
    // whole seconds, as the claims have them
    var now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    var expires = now.plus(life);
    var text =
        token
            .withHeader(Map.of("typ", "at+jwt"))
            .withKeyId(keys.signingKeyId())
            .withIssuer(guard.issuer())
            .withAudience(guard.audience())
            .withJWTId(ids.get().toString())
            .withIssuedAt(now)
            .withExpiresAt(expires)
            .sign(keys.signature());
    return new Issued(text, expires);
  }

  private static String[] sorted(Set<String> names) {
    return names.stream().sorted().toArray(String[]::new);
  }
}
