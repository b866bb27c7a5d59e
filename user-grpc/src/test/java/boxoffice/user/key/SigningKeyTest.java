package boxoffice.user.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.guard.GuardSettings;
import boxoffice.guard.TokenVerifier;
import boxoffice.guard.denylist.Denylist;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.Until;
import boxoffice.user.UsersSql;
import boxoffice.user.account.Accounts;
import boxoffice.user.session.Sessions;
import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.RotateSigningKeyRequest;
import boxoffice.user.v1.SigningKey;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Signing keys that follow each other in two instances (rows L8 and J18).
class SigningKeyTest {
  private static final String[] QUICK = {
    "--boxoffice.user.signing-keys.lead=3s",
    "--boxoffice.user.signing-keys.read-every=200ms",
    "--boxoffice.user.signing-keys.check-every=200ms",
    "--boxoffice.user.access-token-life=3s",
    "--boxoffice.guard.leeway=1s"
  };
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc one;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc other;

  @BeforeAll
  static void start() {
    one = RunningUserGrpc.start(QUICK);
    other = RunningUserGrpc.start(QUICK);
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
  }

  /// Who has not read yet that the test before dropped a key goes on signing with it.
  @BeforeEach
  void knowTheSameKeys() {
    Until.holds("both know the same keys", PATIENCE, () -> ids(other).equals(ids(one)));
  }

  private record Sent(String text, Instant expires) {}

  @Test
  void l8RefusesNoValidTokenAndAcceptsNoRetiredKeyWhileKeysTakeOver() {
    var before = one.bean(SigningKeyRing.class).signer().keyId();
    var made = rotate(UUID.randomUUID(), false);
    var signs = WireTypes.instant(made.getSignTime());
    var sent = new ArrayDeque<Sent>();
    var signers = new ArrayList<String>();
    var end = retired(before);

    while (Instant.now().isBefore(end)) {
      for (var signer : List.of(one, other)) {
        var token = signer.clientToken("denylist.read");
        var decoded = JWT.decode(token);
        signers.add(decoded.getKeyId());
        sent.add(new Sent(token, decoded.getExpiresAtAsInstant()));
      }
      while (!sent.isEmpty() && sent.getFirst().expires().isBefore(Instant.now().plusMillis(500))) {
        var oldest = sent.removeFirst();
        if (Instant.now().isBefore(oldest.expires())) {
          assertThat(fresh(one).verify(oldest.text()).subject()).isEqualTo("order-grpc");
          assertThat(fresh(other).verify(oldest.text()).subject()).isEqualTo("order-grpc");
        }
      }
    }

    assertThat(signers).containsSubsequence(before, made.getKeyId());
    assertThat(signers.getLast()).isEqualTo(made.getKeyId());
    assertThat(end).isEqualTo(signs.plusSeconds(4));
    assertThat(ids(one)).doesNotContain(before);
    assertThat(ids(other)).doesNotContain(before);
    assertRefused(forged(before), one, other);
    assertThat(fresh(one).verify(forged(made.getKeyId())).subject()).isEqualTo("order-grpc");
  }

  @Test
  void listsANewKeyEverywhereBeforeItSigns() {
    var made = rotate(UUID.randomUUID(), false);

    assertThat(ids(one)).contains(made.getKeyId());
    Until.holds(
        "the other lists it", Duration.ofSeconds(2), () -> ids(other).contains(made.getKeyId()));
    assertThat(Instant.now()).isBefore(WireTypes.instant(made.getSignTime()));
    assertThat(JWT.decode(other.clientToken("denylist.read")).getKeyId())
        .isNotEqualTo(made.getKeyId());
    Until.holds(
        "it signs",
        PATIENCE,
        () -> JWT.decode(other.clientToken("denylist.read")).getKeyId().equals(made.getKeyId()));
  }

  @Test
  void findsTheSameKeyForTheSameRequest() {
    var request = UUID.randomUUID();
    var admin = one.person("admin").accessToken();
    var made = rotate(admin, request, false);
    var again = rotate(admin, request, false);

    assertThat(again.getKeyId()).isEqualTo(made.getKeyId());
    assertThat(again.getSignTime()).isEqualTo(made.getSignTime());
    assertThat(reason(() -> rotate(admin, request, true)))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    assertThat(audited(made.getKeyId())).hasSize(1).doesNotContain("system");
  }

  @Test
  void letsAdminsOnlyRotate() {
    var organiser = one.organiser().accessToken();

    assertThat(reason(() -> rotate(organiser, UUID.randomUUID(), true)))
        .isEqualTo(ErrorReason.FORBIDDEN);
  }

  @Test
  void j18DropsCompromisedKeysAtOnce() {
    var before = ids(one);
    var token = one.clientToken("denylist.read");
    var made = rotate(UUID.randomUUID(), true);

    assertThat(ids(one)).containsExactly(made.getKeyId());
    Until.holds(
        "the other has read it", PATIENCE, () -> ids(other).equals(List.of(made.getKeyId())));
    assertRefused(token, one, other);
    before.forEach(id -> assertRefused(forged(id), one, other));
    assertThat(JWT.decode(one.clientToken("denylist.read")).getKeyId()).isEqualTo(made.getKeyId());
    assertThat(JWT.decode(other.clientToken("denylist.read")).getKeyId())
        .isEqualTo(made.getKeyId());
  }

  @Test
  void oneInstanceRotatesWhenTheNewestKeyIsOld() {
    var known = Set.copyOf(ids(one));
    UsersSql.update("update users.signing_key set created_at = created_at - interval '31 days'");

    Until.holds("there is another", PATIENCE, () -> !known.containsAll(ids(one)));
    Until.holds("the other knows it", PATIENCE, () -> ids(other).equals(ids(one)));
    var made = ids(one).stream().filter(id -> !known.contains(id)).toList();
    assertThat(made).hasSize(1);
    assertThat(audited(made.getFirst())).containsExactly("system");
  }

  @Test
  void keepsAKeyForTheLongestOfItsTokens() {
    var email = "long-" + UUID.randomUUID() + "@example.com";
    var account =
        one.bean(Accounts.class).create(email, RunningUserGrpc.PASSWORD, "Long", Set.of("buyer"));
    var token =
        Objects.requireNonNull(
            one.bean(Sessions.class)
                .startAll(List.of(account), Set.of("buyer"), Duration.ofHours(1))
                .get(account));
    var key = JWT.decode(token.text()).getKeyId();
    rotate(UUID.randomUUID(), false);

    assertThat(retired(key)).isAfterOrEqualTo(token.expires().plusSeconds(1));
    assertThat(rotate(UUID.randomUUID(), true).getKeyId()).isNotEqualTo(key);
    assertRefused(token.text(), one);
  }

  @Test
  void forgetsKeysThatHaveBeenGoodForNothingForDays() {
    rotate(UUID.randomUUID(), true);
    UsersSql.update(
        "update users.signing_key set expires_at = now() - interval '8 days' where expires_at is not null");

    Until.holds(
        "they are forgotten",
        PATIENCE,
        () ->
            UsersSql.all(
                    "select 1 from users.signing_key where expires_at < now() - interval '7 days'")
                .isEmpty());
    assertThat(ids(one)).isNotEmpty();
  }

  /// What somebody with the private key of a key can make, whether it is good still or not.
  private static String forged(String keyId) {
    var pair =
        new KeyMaker.Pair(keyId, bytes("x", keyId), bytes("y", keyId), bytes("private_key", keyId));
    var algorithm =
        Algorithm.ECDSA256(KeyMaker.publicKey(pair), one.bean(KeyMaker.class).privateKey(pair));
    var now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    return JWT.create()
        .withHeader(Map.of("typ", "at+jwt"))
        .withKeyId(keyId)
        .withIssuer("boxoffice")
        .withAudience("boxoffice")
        .withSubject("order-grpc")
        .withArrayClaim("scopes", new String[] {"denylist.read"})
        .withJWTId(UUID.randomUUID().toString())
        .withIssuedAt(now)
        .withExpiresAt(now.plusSeconds(60))
        .sign(algorithm);
  }

  private static ByteString bytes(String column, String keyId) {
    return ByteString.copyFrom(
        (byte[])
            UsersSql.value("select " + column + " from users.signing_key where id = ?", keyId));
  }

  /// Remembers no token that it verified before.
  private static TokenVerifier fresh(RunningUserGrpc user) {
    return new TokenVerifier(
        user.bean(SigningKeyRing.class),
        user.bean(Denylist.class),
        user.bean(GuardSettings.class),
        Clock.systemUTC());
  }

  private static void assertRefused(String token, RunningUserGrpc... users) {
    Stream.of(users)
        .forEach(user ->
            assertThat(
                    Objects.requireNonNull(
                            catchThrowableOfType(
                                WireException.class, () -> fresh(user).verify(token)))
                        .reason())
                .isEqualTo(ErrorReason.INVALID_TOKEN));
  }

  private static Instant retired(String keyId) {
    return keys(one).stream()
        .filter(key -> key.getKeyId().equals(keyId))
        .map(key -> WireTypes.instant(key.getExpireTime()))
        .findFirst()
        .orElseThrow();
  }

  private static List<Object> audited(String keyId) {
    return UsersSql.all(
        "select actor from users.audit_entry where action = 'signing-key-rotated' and subject = ?",
        keyId);
  }

  private static SigningKey rotate(UUID request, boolean compromised) {
    return rotate(one.person("admin").accessToken(), request, compromised);
  }

  private static SigningKey rotate(String token, UUID request, boolean compromised) {
    return SigningKeyServiceGrpc.newBlockingStub(one.channel())
        .withCallCredentials(new BearerToken(() -> token))
        .rotateSigningKey(
            RotateSigningKeyRequest.newBuilder()
                .setRequestId(request.toString())
                .setCompromised(compromised)
                .build())
        .getSigningKey();
  }

  private static ErrorReason reason(ThrowingCallable call) {
    return ErrorStatus.reason(
            Objects.requireNonNull(catchThrowableOfType(StatusRuntimeException.class, call)))
        .orElseThrow();
  }

  private static List<String> ids(RunningUserGrpc user) {
    return keys(user).stream().map(SigningKey::getKeyId).toList();
  }

  private static List<SigningKey> keys(RunningUserGrpc user) {
    return SigningKeyServiceGrpc.newBlockingStub(user.channel())
        .listSigningKeys(ListSigningKeysRequest.getDefaultInstance())
        .getSigningKeysList();
  }
}
