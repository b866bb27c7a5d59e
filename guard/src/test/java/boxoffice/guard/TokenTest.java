package boxoffice.guard;

import static boxoffice.guard.Forgery.bytes;
import static boxoffice.guard.Forgery.header;
import static boxoffice.guard.Forgery.hmac;
import static boxoffice.guard.Forgery.jwk;
import static boxoffice.guard.Forgery.more;
import static boxoffice.guard.Forgery.own;
import static boxoffice.guard.Forgery.pem;
import static boxoffice.guard.Forgery.zeroAndOrder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import boxoffice.wire.ErrorReason;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The token rows of the attack matrix, each over a real connection.
class TokenTest {
  private static final Mint MINT = GuardedServer.MINT;
  private static final String HEADER = Mint.HEADER;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static GuardedServer server;

  @BeforeAll
  static void start() {
    server = new GuardedServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void doNothing() {
    GuardedServer.HANDLER.set(() -> {});
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgedHeaders")
  void refusesForgedHeaders(String row, String token) {
    assertRefused(row, token);
  }

  static Stream<Arguments> forgedHeaders() {
    var good = MINT.person("buyer");
    var parts = good.split("\\.", -1);
    var none = Mint.base64(bytes(header("alg", "none"))) + "." + parts[1] + ".";
    return Stream.of(
        arguments("J1 alg none, empty signature", none),
        arguments("J1 alg none, old signature", none + parts[2]),
        arguments("J1 alg nOnE", MINT.sign(header("alg", "nOnE"), Mint.claims())),
        arguments("J1 alg None", MINT.sign(header("alg", "None"), Mint.claims())),
        arguments("J2 HS256 with the public key, DER", hmac(MINT.publicKey().getEncoded())),
        arguments("J2 HS256 with the public key, PEM", hmac(bytes(pem()))),
        arguments("J2 HS256 with the public key, JWK", hmac(bytes(jwk()))),
        arguments("J3 RS256 with an own key", own("RS256", "SHA256withRSA", "RSA", "")),
        arguments("J3 ES384 named", MINT.sign(header("alg", "ES384"), Mint.claims())),
        arguments(
            "J3 ES384 with an own key",
            own("ES384", "SHA384withECDSAinP1363Format", "EC", "secp384r1")),
        // the JDK has no secp256k1: a key that fits the signature's length takes its place
        arguments("J3 ES256K named", MINT.sign(header("alg", "ES256K"), Mint.claims())),
        arguments("J3 PS256 with an own key", own("PS256", "RSASSA-PSS", "RSASSA-PSS", "")),
        arguments("J4 signature of zeros", unsigned(good) + Mint.base64(new byte[64])),
        arguments("J4 r is 0, s is the order", unsigned(good) + Mint.base64(zeroAndOrder())),
        arguments(
            "J4 DER signature",
            Mint.sign(HEADER, Mint.claims(), "SHA256withECDSA", MINT.privateKey())),
        arguments("J6 unknown kid", MINT.sign(header("kid", "key-2"), Mint.claims())),
        arguments("J6 no kid", MINT.sign("{\"alg\":\"ES256\",\"typ\":\"at+jwt\"}", Mint.claims())),
        arguments("J6 kid is a path", MINT.sign(header("kid", "../key-1"), Mint.claims())),
        arguments("J6 kid is SQL", MINT.sign(header("kid", "' OR 1=1--"), Mint.claims())),
        arguments("J6 kid has a line", MINT.sign(header("kid", "key-1\\n"), Mint.claims())),
        arguments(
            "J6 kid is an array",
            MINT.sign(HEADER.replace("\"key-1\"", "[\"key-1\"]"), Mint.claims())),
        arguments("J6 kid of 3 KiB", MINT.sign(header("kid", "k".repeat(3072)), Mint.claims())),
        arguments("J8 crit", MINT.sign(more(HEADER, "\"crit\":[\"b64\"]"), Mint.claims())),
        arguments("J8 b64", MINT.sign(more(HEADER, "\"b64\":false"), Mint.claims())),
        arguments("J14 typ JWT", MINT.sign(header("typ", "JWT"), Mint.claims())),
        arguments("J14 no typ", MINT.sign("{\"alg\":\"ES256\",\"kid\":\"key-1\"}", Mint.claims())),
        arguments("J15 alg twice", MINT.sign(more(HEADER, "\"alg\":\"ES256\""), Mint.claims())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgedClaims")
  void refusesForgedClaims(String row, String token) {
    assertRefused(row, token);
  }

  static Stream<Arguments> forgedClaims() {
    return Stream.of(
        arguments("J9 expired", MINT.sign(HEADER, Mint.claims(Instant.now().minusSeconds(32)))),
        arguments("J10 issued later", claim("\"iat\":\\d+", "\"iat\":" + inSeconds(45))),
        arguments("J10 not before later", added("\"nbf\":" + inSeconds(60))),
        arguments("J11 no exp", claim("\"exp\":\\d+,", "")),
        arguments("J12 exp is text", claim("\"exp\":(\\d+)", "\"exp\":\"$1\"")),
        arguments("J12 exp 1e400", claim("\"exp\":\\d+", "\"exp\":1e400")),
        arguments("J12 exp negative", claim("\"exp\":", "\"exp\":-")),
        arguments("J12 exp far away", claim("\"exp\":\\d+", "\"exp\":1000000000000")),
        arguments("J12 exp is a float", claim("\"exp\":(\\d+)", "\"exp\":$1.5")),
        arguments("J13 no aud", claim("\"aud\":\"boxoffice\",", "")),
        arguments("J13 another aud", claim("\"aud\":\"boxoffice\"", "\"aud\":\"other\"")),
        arguments(
            "J13 aud of several",
            claim("\"aud\":\"boxoffice\"", "\"aud\":[\"boxoffice\",\"other\"]")),
        arguments("J13 iss with a slash", claim("\"iss\":\"boxoffice", "\"iss\":\"boxoffice/")),
        arguments("J13 iss in another case", claim("\"iss\":\"b", "\"iss\":\"B")),
        arguments("J13 no iss", claim("\"iss\":\"boxoffice\",", "")),
        arguments("J15 sub twice", added("\"sub\":\"" + Mint.SESSION + "\"")),
        arguments("no jti", claim("\"jti\":\"1\",", "")),
        arguments("no iat", claim("\"iat\":\\d+,", "")),
        arguments("sub is no UUID", claim(Mint.PERSON, "order-grpc")),
        arguments("roles of a program", claim("\"sid\":\"[^\"]+\",", "")),
        arguments("scopes of a person", added("\"scopes\":[\"inventory.reserve\"]")),
        arguments("roles as text", claim("\\[\"buyer\"]", "\"admin\"")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damaged")
  void refusesDamagedTokens(String row, String token) {
    assertRefused(row, token);
  }

  static Stream<Arguments> damaged() {
    var good = MINT.person("buyer");
    var parts = good.split("\\.", -1);
    var payload = new StringBuilder(parts[1]);
    payload.setCharAt(20, payload.charAt(20) == 'A' ? 'B' : 'A');
    return Stream.of(
        arguments("J5 payload changed", parts[0] + "." + payload + "." + parts[2]),
        arguments("J5 no signature", unsigned(good)),
        arguments("J5 one dot", parts[0] + "." + parts[1]),
        arguments("J5 three dots", good + ".e30"),
        arguments("J5 four dots", good + ".e30.e30"),
        arguments("J14 an opaque token", "h7Yk1rXcO0nq3wZyqB2mD4tVb6uJpLs8eGfAaRiNkQw"),
        arguments("J20 over 4 KiB", MINT.sign(HEADER, more(Mint.claims(), filler()))),
        arguments(
            "J22 another tenant's key",
            Mint.sign(
                HEADER,
                Mint.claims().replace("buyer", "admin"),
                "SHA256withECDSAinP1363Format",
                Mint.pair("EC", "secp256r1").getPrivate())));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"jku", "x5u", "jwk", "x5c"})
  void refusesAForeignKeyAndFetchesNothingJ7(String name) throws IOException {
    var attacker = Mint.pair("EC", "secp256r1");
    try (var listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      listening.configureBlocking(false);
      var url = "\"http://127.0.0.1:%d/\"".formatted(listening.socket().getLocalPort());
      var value = name.endsWith("u") ? url : name.equals("jwk") ? jwk() : "[" + url + "]";
      var header = more(HEADER, "\"" + name + "\":" + value);

      assertRefused("J7 " + name, MINT.sign(header, Mint.claims()));
      assertRefused(
          "J7 " + name + " with its key",
          Mint.sign(header, Mint.claims(), "SHA256withECDSAinP1363Format", attacker.getPrivate()));
      assertThat(listening.accept()).isNull();
    }
  }

  /// The transport refuses it, so no verifier ever reads it.
  @ParameterizedTest
  @ValueSource(ints = {9, 64})
  void refusesAHeaderOfManyKibibytesJ20(int kibibytes) {
    GuardedServer.HANDLER.set(() -> {
      throw new AssertionError("it got through");
    });
    var token = MINT.sign(header("kid", "k".repeat(kibibytes * 1024)), Mint.claims());
    var failure =
        catchThrowableOfType(
            StatusRuntimeException.class, () -> server.holds(token).getHold(GuardTest.REQUEST));

    assertThat(failure.getStatus().getCode())
        .isIn(Status.Code.INTERNAL, Status.Code.RESOURCE_EXHAUSTED); // what HTTP/2 says, row G9
    GuardedServer.HANDLER.set(() -> {});
    assertThat(server.holds(MINT.person("buyer")).getHold(GuardTest.REQUEST)).isNotNull();
  }

  @Test
  void acceptsATokenWithinTheLeewayJ9() {
    var token = MINT.sign(HEADER, Mint.claims(Instant.now().minusSeconds(20)));

    assertThat(server.holds(token).getHold(GuardTest.REQUEST)).isNotNull();
  }

  @Test
  void refusesTwoAuthorizationHeadersJ19() {
    var bearer = "Bearer " + MINT.person("buyer");

    assertThat(
            Refusal.reason(
                () -> server.holdsWithHeaders(bearer, bearer).getHold(GuardTest.REQUEST)))
        .isEqualTo(ErrorReason.INVALID_TOKEN);
  }

  @Test
  void acceptsLowerCaseBearerJ19() {
    var stub = server.holdsWithHeaders("bearer " + MINT.person("buyer"));

    assertThat(stub.getHold(GuardTest.REQUEST)).isNotNull();
  }

  @Test
  void refusesAnotherScheme() {
    assertThat(
            Refusal.reason(() -> server.holdsWithHeaders("Basic YTpi").getHold(GuardTest.REQUEST)))
        .isEqualTo(ErrorReason.INVALID_TOKEN);
  }

  private static void assertRefused(String row, String token) {
    var refusal = Refusal.of(() -> server.holds(token).getHold(GuardTest.REQUEST));

    assertThat(refusal.code()).as(row).isEqualTo(Status.Code.UNAUTHENTICATED);
    assertThat(refusal.reason()).as(row).isEqualTo(ErrorReason.INVALID_TOKEN);
  }

  private static String added(String member) {
    return MINT.sign(HEADER, more(Mint.claims(), member));
  }

  private static String claim(String pattern, String replacement) {
    var claims = Mint.claims();
    var forged = claims.replaceFirst(pattern, replacement);
    assertThat(forged).isNotEqualTo(claims);
    return MINT.sign(HEADER, forged);
  }

  private static String filler() {
    return "\"filler\":\"" + "x".repeat(4096) + "\"";
  }

  private static long inSeconds(long seconds) {
    return Instant.now().plusSeconds(seconds).getEpochSecond();
  }

  private static String unsigned(String token) {
    return token.substring(0, token.lastIndexOf('.') + 1);
  }
}
