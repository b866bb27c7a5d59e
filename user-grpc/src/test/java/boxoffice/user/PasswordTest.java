package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.v1.SignInResponse;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class PasswordTest {
  private static final String WRONG = "a wrong pass phrase";

  /// No more than it hashes beside each other, so that none is shed.
  private static final int AT_ONCE = 4;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static AccountCalls calls;

  private final String email = "pia-" + UUID.randomUUID() + "@example.com";

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start("--boxoffice.guard.limits.sign-in-account.burst=100000");
    calls = new AccountCalls(user);
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void answersAnUnknownAddressAndAWrongPasswordInTheSameBytesU2() {
    var known = user.person("buyer").email();

    var answers =
        List.of(known, email).stream()
            .map(address -> failedSignIn(address, WRONG))
            .map(failure ->
                failure.getStatus()
                    + " "
                    + ErrorStatus.info(failure).orElseThrow()
                    + failure.getTrailers())
            .distinct();

    assertThat(answers).hasSize(1);
    assertThat(failures(known)).isEqualTo("1").isEqualTo(failures(email));
  }

  @Test
  void tellsWhoKnowsThePasswordThatTheAddressIsNotVerifiedU4() {
    calls.register(email, RunningUserGrpc.PASSWORD);

    assertThat(reason(failedSignIn(email, RunningUserGrpc.PASSWORD)))
        .isEqualTo(ErrorReason.EMAIL_NOT_VERIFIED);
    assertThat(reason(failedSignIn(email, WRONG))).isEqualTo(ErrorReason.INVALID_CREDENTIALS);
  }

  @Test
  void tellsWhoKnowsThePasswordThatTheAccountIsDisabled() {
    var person = user.person("buyer");
    UsersSql.update(
        "update users.account set disabled_at = now() where id = ?", person.accountId());

    assertThat(reason(failedSignIn(person.email(), RunningUserGrpc.PASSWORD)))
        .isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(reason(failedSignIn(person.email(), WRONG)))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
  }

  @Test
  void evaluatesAHundredWrongPasswordsAndLetsTheOwnerInByResetU5A7A8() throws Exception {
    var known = user.buyer().email();

    for (var address : List.of(known, email)) {
      var answers = manyWrong(address, 1_000);

      assertThat(answers.get(ErrorReason.INVALID_CREDENTIALS)).isEqualTo(100);
      assertThat(answers.get(ErrorReason.RATE_LIMITED)).isGreaterThan(800);
      assertThat(failures(address)).isEqualTo("100");
    }
    var locked = failedSignIn(known, RunningUserGrpc.PASSWORD);
    assertThat(reason(locked)).isEqualTo(ErrorReason.RATE_LIMITED);
    assertThat(locked.getMessage()).isEqualTo(failedSignIn(email, WRONG).getMessage());
    assertThat(ErrorStatus.info(locked).orElseThrow().getMetadataMap())
        .containsKey("retry_after_seconds");

    calls.requestReset(known);
    calls.reset(
        UUID.randomUUID(), calls.awaitToken(known, "Set a new password"), "by reset I get in");

    assertThat(user.signIn(UUID.randomUUID(), known, "by reset I get in").getAccountId())
        .isNotEmpty();
    assertThat(failures(known)).isEmpty();
  }

  @Test
  void lockingOneOutDoesNotLockOutAnother() {
    lockOut(email);

    assertThat(user.person("buyer").accessToken()).isNotEmpty();
  }

  @Test
  void startsAnewAfterARightPassword() {
    var known = user.person("buyer").email();
    failedSignIn(known, WRONG);
    failedSignIn(known, WRONG);
    assertThat(failures(known)).isEqualTo("2");

    user.signIn(known);

    assertThat(failures(known)).isEmpty();
  }

  @Test
  void bindsThoseWhoAreSignedInToTheSameHundred() {
    var person = user.person("buyer");
    lockOut(person.email());

    assertThat(
            Refusals.reason(() ->
                calls.close(UUID.randomUUID(), person.accessToken(), RunningUserGrpc.PASSWORD)))
        .isEqualTo(ErrorReason.RATE_LIMITED);
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 64, 128})
  void takesPasswordsOfAnyKindU7(int length) {
    var password = "zrtqkwlvmnps".repeat(11).substring(0, length);
    calls.register(email, password);
    user.verify(UUID.randomUUID(), calls.awaitToken(email, "confirm"));

    assertThat(user.signIn(UUID.randomUUID(), email, password).getAccountId()).isNotEmpty();
    assertThat(reason(failedSignIn(email, password.substring(0, length - 1))))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS); // nothing is cut off
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 129, 100_000})
  void refusesPasswordsThatAreTooShortOrTooLongU7U11(int length) {
    // seven letters, however they are put together
    assertThat(Refusals.reason(() -> calls.register(email, "e\u0301".repeat(7))))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(Refusals.reason(() -> calls.register(email, "z".repeat(length))))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"qwerty123456", "BoxOffice rocks", "xxx-BOXOFFICE-yyy", "iloveyou2026!"})
  void saysWhyItRefusesACommonPasswordU8(String password) {
    var failure = Refusals.failure(() -> calls.register(email, password));

    assertThat(ErrorStatus.reason(failure)).contains(ErrorReason.VALIDATION_FAILED);
    assertThat(ErrorStatus.info(failure).orElseThrow().getMetadataMap())
        .containsEntry("field", "password");
    assertThat(failure.getMessage()).contains("too common");
  }

  @Test
  void tellsLongPasswordsApartToTheirEndsU9() {
    var shared = "s".repeat(71) + "é";
    calls.register(email, shared + "-first-1");
    user.verify(UUID.randomUUID(), calls.awaitToken(email, "confirm"));

    assertThat(user.signIn(UUID.randomUUID(), email, shared + "-first-1").getAccountId())
        .isNotEmpty();
    assertThat(reason(failedSignIn(email, shared + "-other-2")))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
  }

  @Test
  void readsPasswordsAndAddressesInAnyUnicodeFormU10() {
    calls.register(email, "Zoë séance déjà vu");
    user.verify(UUID.randomUUID(), calls.awaitToken(email, "confirm"));

    assertThat(
            user.signIn(UUID.randomUUID(), email, "Zoe\u0308 se\u0301ance de\u0301ja\u0300 vu")
                .getAccountId())
        .isNotEmpty();
    assertThat(
            user.signIn(UUID.randomUUID(), email.replace("pia", "ＰＩＡ"), "Zoë séance déjà vu")
                .getAccountId())
        .isNotEmpty();
  }

  @Test
  void refusesTenMegabytesBeforeItReadsThemU11() {
    var failure = failedSignIn(email, "z".repeat(10_000_000));

    assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void shedsSignInsThatItHasNoMemoryForU11() throws Exception {
    var known = user.person("buyer").email();

    var answers = parallel(100, 100, () -> attemptOnce(known));

    var signedIn = Collections.frequency(answers, "ok");
    var shed = Collections.frequency(answers, ErrorReason.OVERLOADED.name());
    assertThat(signedIn).isPositive();
    // on a busy machine the connections to the stores run out, too: nothing happened then either
    var unavailable = Collections.frequency(answers, ErrorReason.SERVICE_UNAVAILABLE.name());
    assertThat(shed).isPositive();
    assertThat(signedIn + shed + unavailable).as(answers.toString()).isEqualTo(100);
    Until.holds("it signs in again", () -> attempt(known, RunningUserGrpc.PASSWORD).equals("ok"));
    assertThat(failures(known)).isEmpty();
  }

  @Test
  void renewsAHashOfOtherParametersAtTheNextSignIn() {
    var person = user.person("buyer");
    var old = new Argon2PasswordEncoder(16, 32, 1, 8 * 1024, 1).encode(RunningUserGrpc.PASSWORD);
    UsersSql.update(
        "update users.account set password_hash = ? where id = ?",
        Objects.requireNonNull(old),
        person.accountId());

    user.signIn(person.email());

    assertThat(
            UsersSql.one(
                "select password_hash from users.account where id = ?", person.accountId()))
        .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(user.signIn(person.email()).accountId()).isEqualTo(person.accountId());
  }

  private static void lockOut(String address) {
    UsersSql.update(
        "insert into users.sign_in_failure values (sha256(?::bytea), 100, now())", address);
  }

  private static Map<ErrorReason, Integer> manyWrong(String address, int times) throws Exception {
    var counts = new EnumMap<ErrorReason, Integer>(ErrorReason.class);
    for (var answer : parallel(times, AT_ONCE, () -> attempt(address, WRONG))) {
      counts.merge(ErrorReason.valueOf(answer), 1, Integer::sum);
    }
    return counts;
  }

  private static String attempt(String address, String password) {
    return outcome(() -> user.signIn(UUID.randomUUID(), address, password));
  }

  private static String attemptOnce(String address) {
    return outcome(() -> new SessionCalls(user.once()).signIn(address));
  }

  /// `ok`, or the name of the reason.
  private static String outcome(Supplier<SignInResponse> signIn) {
    try {
      return signIn.get().getSessionId().isEmpty() ? "" : "ok";
    } catch (StatusRuntimeException e) {
      return ErrorStatus.reason(e).map(Enum::name).orElse(e.getStatus().toString());
    }
  }

  private static List<String> parallel(int times, int atOnce, Supplier<String> call)
      throws Exception {
    try (var threads = Executors.newFixedThreadPool(atOnce)) {
      var tasks = Collections.<Callable<String>>nCopies(times, call::get);
      var answers = new ArrayList<String>();
      for (var done : threads.invokeAll(tasks)) {
        answers.add(done.get());
      }
      return answers;
    }
  }

  private static StatusRuntimeException failedSignIn(String address, String password) {
    return Refusals.failure(() -> user.signIn(UUID.randomUUID(), address, password));
  }

  private static ErrorReason reason(StatusRuntimeException failure) {
    return ErrorStatus.reason(failure).orElseThrow();
  }

  /// As they stand in the table; empty for none.
  private static String failures(String address) {
    return UsersSql.one(
        "select failures from users.sign_in_failure where address_hash = sha256(?::bytea)",
        address);
  }
}
