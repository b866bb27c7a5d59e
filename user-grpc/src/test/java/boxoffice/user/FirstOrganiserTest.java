package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The organiser that a deployment begins with.
class FirstOrganiserTest {
  private static final String EMAIL = "--boxoffice.user.organiser.email=";
  private static final String PASSWORD = "--boxoffice.user.organiser.password=";

  @Test
  void signsInWithThePasswordOfTheFirstStart() {
    var email = "organiser-" + UUID.randomUUID() + "@example.com";
    try (var users = RunningUserGrpc.start(EMAIL + email, PASSWORD + "nobody-guesses-this-one")) {
      assertThat(users.port()).isPositive();
    }
    try (var users = RunningUserGrpc.start(EMAIL + email, PASSWORD + "what-settings-say-later")) {
      var session = users.signIn(UUID.randomUUID(), email, "nobody-guesses-this-one");

      assertThat(JWT.decode(session.getAccessToken()).getClaim("roles").asList(String.class))
          .contains("organiser");
      assertThatThrownBy(() -> users.signIn(UUID.randomUUID(), email, "what-settings-say-later"))
          .hasMessageContaining("UNAUTHENTICATED");
    }
  }

  @Test
  void needsAPassword() {
    assertThatThrownBy(() -> RunningUserGrpc.start(EMAIL + "organiser@example.com").close())
        .hasStackTraceContaining("boxoffice.user.organiser.password needs 12 characters");
  }
}
