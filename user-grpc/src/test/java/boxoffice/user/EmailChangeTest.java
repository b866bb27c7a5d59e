package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.ErrorReason;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EmailChangeTest {
  private static final String NEXT = "quite another pass phrase";

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static AccountCalls calls;

  private final String email = "emma-" + UUID.randomUUID() + "@example.com";

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start();
    calls = new AccountCalls(user);
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void changesTheAddressOnlyWithThePasswordV4() {
    var person = user.person("buyer");
    for (var password : List.of("", "a wrong pass phrase")) {
      assertThat(
              Refusals.reason(() ->
                  calls.changeEmail(UUID.randomUUID(), person.accessToken(), email, password)))
          .isEqualTo(ErrorReason.FORBIDDEN);
    }

    changeEmail(person, email);
    var notice = calls.awaitMail(person.email(), "about to change");
    var link = calls.awaitToken(email, "new e-mail address");

    assertThat(notice.text()).doesNotContain("#token=").doesNotContain(email);
    assertThat(calls.account(person.accessToken()).getEmail()).isEqualTo(person.email());
    var request = UUID.randomUUID();
    user.verify(request, link);
    user.verify(request, link);
    assertThat(calls.account(person.accessToken()).getEmail()).isEqualTo(email);
    assertThat(user.signIn(email).accountId()).isEqualTo(person.accountId());
    assertThat(Refusals.reason(() -> user.signIn(person.email())))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
    assertThat(Refusals.reason(() -> user.verify(UUID.randomUUID(), link)))
        .isEqualTo(ErrorReason.INVALID_CODE);
  }

  @Test
  void voidsAChangeThatAThiefAskedForOnceThePasswordIsAnother() {
    var person = user.person("buyer");
    changeEmail(person, email);
    var link = calls.awaitToken(email, "new e-mail address");

    calls.changePassword(UUID.randomUUID(), person.accessToken(), RunningUserGrpc.PASSWORD, NEXT);

    assertThat(Refusals.reason(() -> user.verify(UUID.randomUUID(), link)))
        .isEqualTo(ErrorReason.INVALID_CODE);
    assertThat(calls.account(person.accessToken()).getEmail()).isEqualTo(person.email());
  }

  @Test
  void tellsNobodyWhetherTheNewAddressIsSomebodysA6() {
    var other = user.person("buyer");
    var person = user.person("buyer");

    var taken = changeEmail(person, other.email());
    var free = changeEmail(person, email);

    assertThat(taken).isEqualTo(free);
    assertThat(calls.awaitMail(other.email(), "account already").text()).doesNotContain("#token=");
    assertThat(user.signIn(other.email()).accountId()).isEqualTo(other.accountId());
  }

  @Test
  void letsNoLinkTakeAnAddressThatGotAnAccountMeanwhile() {
    var person = user.person("buyer");
    changeEmail(person, email);
    var link = calls.awaitToken(email, "new e-mail address");
    calls.register(email, NEXT);
    user.verify(UUID.randomUUID(), calls.awaitToken(email, "Please confirm your e-mail"));

    assertThat(Refusals.reason(() -> user.verify(UUID.randomUUID(), link)))
        .isEqualTo(ErrorReason.INVALID_CODE);
    assertThat(calls.account(person.accessToken()).getEmail()).isEqualTo(person.email());
  }

  @Test
  void takesAnAddressFromWhoNeverProvedIt() {
    calls.register(email, NEXT);
    var theirs = calls.awaitToken(email, "Please confirm your e-mail");
    var person = user.person("buyer");
    changeEmail(person, email);

    user.verify(UUID.randomUUID(), calls.awaitToken(email, "new e-mail address"));

    assertThat(user.signIn(email).accountId()).isEqualTo(person.accountId());
    assertThat(Refusals.reason(() -> user.verify(UUID.randomUUID(), theirs)))
        .isEqualTo(ErrorReason.INVALID_CODE);
  }

  @Test
  void voidsResetLinksOfTheOldAddress() {
    var person = user.person("buyer");
    calls.requestReset(person.email());
    var reset = calls.awaitToken(person.email(), "Set a new password");
    changeEmail(person, email);
    user.verify(UUID.randomUUID(), calls.awaitToken(email, "new e-mail address"));

    assertThat(Refusals.reason(() -> calls.reset(UUID.randomUUID(), reset, NEXT)))
        .isEqualTo(ErrorReason.INVALID_CODE);
  }

  private static Object changeEmail(Person person, String address) {
    return calls.changeEmail(
        UUID.randomUUID(), person.accessToken(), address, RunningUserGrpc.PASSWORD);
  }
}
