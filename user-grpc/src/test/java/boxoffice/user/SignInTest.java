package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.access.v1.PingRequest;
import boxoffice.access.v1.PingResponse;
import boxoffice.access.v1.PingServiceGrpc;
import boxoffice.db.MigratedPostgres;
import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.IssueClientTokenRequest;
import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.ListSigningKeysResponse;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignInTest {
  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  private final String email = "eve-" + UUID.randomUUID() + "@example.com";

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start();
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void refusesAStrangerAndAWrongPasswordInTheSameWords() {
    var known = user.buyer().email();

    var texts =
        Stream.of(known, email, "no address", "")
            .filter(address -> !address.isEmpty())
            .map(address ->
                Refusals.failure(() -> user.signIn(UUID.randomUUID(), address, "a wrong password")))
            .map(failure -> failure.getStatus().getCode() + failure.getMessage())
            .distinct();

    assertThat(texts).hasSize(1);
  }

  @Test
  void tellsThatAnAddressIsNotVerifiedOnlyToWhoKnowsThePassword() {
    user.register(UUID.randomUUID(), email);

    assertThat(Refusals.reason(() -> user.signIn(email))).isEqualTo(ErrorReason.EMAIL_NOT_VERIFIED);
    assertThat(Refusals.reason(() -> user.signIn(UUID.randomUUID(), email, "wrong")))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
  }

  @Test
  void findsTheSameSessionForTheSameRequest() {
    var address = user.buyer().email();
    var request = UUID.randomUUID();

    var first = user.signIn(request, address, RunningUserGrpc.PASSWORD);
    var again = user.signIn(request, address, RunningUserGrpc.PASSWORD);
    var other = user.signIn(UUID.randomUUID(), address, RunningUserGrpc.PASSWORD);

    assertThat(again.getSessionId()).isEqualTo(first.getSessionId());
    assertThat(other.getSessionId()).isNotEqualTo(first.getSessionId());
  }

  @Test
  void refusesAnUnknownClientAndAWrongSecretInTheSameWords() {
    var wrong = Refusals.failure(() -> issue("order-grpc", "wrong", List.of()));
    var unknown =
        Refusals.failure(() -> issue("nobody", RunningUserGrpc.ORDER_CLIENT_SECRET, List.of()));

    assertThat(wrong.getMessage()).isEqualTo(unknown.getMessage());
    assertThat(wrong.getStatus().getCode()).isEqualTo(unknown.getStatus().getCode());
  }

  @Test
  void refusesAScopeThatTheClientDoesNotHave() {
    assertThat(
            Refusals.reason(() ->
                issue(
                    RunningUserGrpc.ORDER_CLIENT_ID,
                    RunningUserGrpc.ORDER_CLIENT_SECRET,
                    List.of("inventory.reserve", "accounts.delete"))))
        .isEqualTo(ErrorReason.FORBIDDEN);
  }

  @Test
  void keepsItsKeyOverARestart() {
    try (var restarted = RunningUserGrpc.start()) {
      assertThat(keys(restarted)).isEqualTo(keys(user));
    }
  }

  @Test
  void keepsThePrivateKeyEncrypted() throws SQLException {
    try (var connection =
            DriverManager.getConnection(
                MigratedPostgres.jdbcUrl(), "user_grpc", MigratedPostgres.userGrpcPassword());
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select private_key from users.signing_key")) {
      assertThat(rows.next()).isTrue();
      var stored = new PKCS8EncodedKeySpec(rows.getBytes(1));
      assertThatThrownBy(() -> KeyFactory.getInstance("EC").generatePrivate(stored))
          .isInstanceOf(GeneralSecurityException.class);
    }
  }

  @Test
  void doesNotStartWithAnotherMasterKey() {
    assertThatThrownBy(() ->
            RunningUserGrpc.start(
                "--boxoffice.user.master-key=YW5vdGhlciAzMiBieXRlcyBsb25nIG1hc3RlciBrZXk="))
        .hasStackTraceContaining("boxoffice.user.master-key is not the one");
  }

  @Test
  void doesNotStartWithoutAMasterKeyOrWithAShortSecretD4() {
    assertThatThrownBy(() -> RunningUserGrpc.start("--boxoffice.user.master-key="))
        .hasStackTraceContaining("boxoffice.user.master-key is not set");
    assertThatThrownBy(
            () -> RunningUserGrpc.start("--boxoffice.user.clients[0].secret=quite-short"))
        .hasStackTraceContaining("needs 32 characters")
        .hasMessageNotContaining("quite-short");
  }

  @Test
  void saysThatItServes() {
    var health =
        HealthGrpc.newBlockingStub(user.channel()).check(HealthCheckRequest.getDefaultInstance());

    assertThat(health.getStatus()).isEqualTo(ServingStatus.SERVING);
  }

  @Test
  void answersTheEmptyCallOfWhoIsSignedIn() {
    var token = user.person("buyer").accessToken();

    assertThat(ping(token)).isEqualTo(PingResponse.getDefaultInstance());
    assertThat(Refusals.failure(() -> ping(user.clientToken())).getStatus().getCode())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  private static PingResponse ping(String token) {
    return PingServiceGrpc.newBlockingStub(user.channel())
        .withCallCredentials(new BearerToken(() -> token))
        .ping(PingRequest.getDefaultInstance());
  }

  private static ListSigningKeysResponse keys(RunningUserGrpc of) {
    return SigningKeyServiceGrpc.newBlockingStub(of.channel())
        .listSigningKeys(ListSigningKeysRequest.getDefaultInstance());
  }

  private static void issue(String id, String secret, List<String> scopes) {
    var issued =
        ClientTokenServiceGrpc.newBlockingStub(user.channel())
            .issueClientToken(
                IssueClientTokenRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setClientId(id)
                    .setClientSecret(secret)
                    .addAllScopes(scopes)
                    .build());
    assertThat(issued.getAccessToken()).isNotEmpty();
  }
}
