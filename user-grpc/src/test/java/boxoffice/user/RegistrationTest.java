package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.v1.AccountServiceGrpc;
import boxoffice.user.v1.RegisterRequest;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
  private static final String CONFIRM = "confirm";
  private static final String THEIRS = "somebody elses pass phrase";
  private static final String MINE = "a pass phrase of mine only";

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static AccountCalls calls;

  private final String email = "rita-" + UUID.randomUUID() + "@example.com";

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
  void leavesNoPasswordToWhoRegisteredSomebodyElsesAddress() {
    calls.register(email, THEIRS);
    var theirs = calls.awaitToken(email, CONFIRM);
    user.inbox().clear();
    calls.register(email, MINE);
    var mine = calls.awaitToken(email, CONFIRM);

    user.verify(UUID.randomUUID(), mine);

    // both mails look alike, so whoever opened this one may have meant the other
    for (var password : List.of(MINE, THEIRS)) {
      assertThat(Refusals.reason(() -> user.signIn(UUID.randomUUID(), email, password)))
          .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
    }
    assertThat(Refusals.reason(() -> user.verify(UUID.randomUUID(), theirs)))
        .isEqualTo(ErrorReason.INVALID_CODE);
    calls.reset(UUID.randomUUID(), calls.awaitToken(email, "Set a new password"), MINE);
    assertThat(user.signIn(UUID.randomUUID(), email, MINE).getAccountId()).isNotEmpty();
  }

  @Test
  void takesTheNameOfTheRegistrationWhoseLinkIsUsed() {
    calls.register(email, MINE);
    var first = calls.awaitToken(email, CONFIRM);
    calls
        .anyone()
        .register(AccountCalls.registration(email, THEIRS).setDisplayName("Mallory").build());

    user.verify(UUID.randomUUID(), first);

    calls.reset(UUID.randomUUID(), calls.awaitToken(email, "Set a new password"), MINE);
    var token = user.signIn(UUID.randomUUID(), email, MINE).getAccessToken();
    assertThat(calls.account(token).getDisplayName()).isEqualTo("Ada");
  }

  @Test
  void knowsTheNewestPasswordOfAnAddressThatWaitsU4() {
    calls.register(email, THEIRS);
    calls.register(email, MINE);

    assertThat(Refusals.reason(() -> user.signIn(UUID.randomUUID(), email, MINE)))
        .isEqualTo(ErrorReason.EMAIL_NOT_VERIFIED);
    assertThat(Refusals.reason(() -> user.signIn(UUID.randomUUID(), email, THEIRS)))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
  }

  @Test
  void mailsTheLinkAgain() {
    calls.register(email, MINE);
    calls.awaitMail(email, CONFIRM);
    user.inbox().clear();

    calls.resend(email);
    user.verify(UUID.randomUUID(), calls.awaitToken(email, CONFIRM));

    assertThat(user.signIn(UUID.randomUUID(), email, MINE).getAccountId()).isNotEmpty();
  }

  @Test
  void keepsNoPasswordWhereNobodyCanSayWhoseItIs() {
    calls.register(email, MINE);
    calls.register(email, THEIRS);
    calls.awaitMail(email, CONFIRM);
    calls.resend(email);

    // the mail of the second registration may come after this one, so it is found by its words
    var mail = calls.awaitMailThatSays(email, "none of the passwords");
    user.verify(UUID.randomUUID(), RunningUserGrpc.tokenIn(mail.text()));

    for (var password : List.of(MINE, THEIRS)) {
      assertThat(Refusals.reason(() -> user.signIn(UUID.randomUUID(), email, password)))
          .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
    }
    calls.requestReset(email);
    calls.reset(UUID.randomUUID(), calls.awaitToken(email, "password"), MINE);
    assertThat(user.signIn(UUID.randomUUID(), email, MINE).getAccountId()).isNotEmpty();
  }

  @Test
  void sendsALinkAgainOnlyWhereOneIsWaitedForA6() {
    var verified = user.buyer().email();
    user.inbox().clear();

    assertThat(List.of(calls.resend(verified), calls.resend(email)))
        .allMatch(answer -> answer.getSerializedSize() == 0);

    assertThat(user.inbox().messagesTo(verified)).isEmpty();
    assertThat(user.inbox().messagesTo(email)).isEmpty();
  }

  @Test
  void limitsMailsToAnAddressWhetherOrNotItIsKnownA6() {
    var known = user.buyer().email();
    for (var address : List.of(known, email)) {
      for (int call = 0; call < 5; call++) {
        calls.askForReset(UUID.randomUUID(), address);
      }
    }

    var failures =
        List.of(known, email).stream()
            .map(address -> Refusals.failure(() -> calls.askForReset(UUID.randomUUID(), address)))
            .toList();

    for (var failure : failures) {
      assertThat(ErrorStatus.reason(failure)).contains(ErrorReason.RATE_LIMITED);
      assertThat(
              Integer.parseInt(
                  ErrorStatus.info(failure)
                      .orElseThrow()
                      .getMetadataOrThrow("retry_after_seconds")))
          .isBetween(1, 180);
    }
    assertThat(failures.getFirst().getMessage()).isEqualTo(failures.getLast().getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mars/Olympus", "asia/seoul", "GMT+25"})
  void refusesATimeZoneThatDoesNotExist(String zone) {
    var failure =
        Refusals.failure(() ->
            calls
                .anyone()
                .register(AccountCalls.registration(email, MINE).setTimeZone(zone).build()));

    assertThat(ErrorStatus.reason(failure)).contains(ErrorReason.VALIDATION_FAILED);
    assertThat(ErrorStatus.info(failure).orElseThrow().getMetadataMap())
        .containsEntry("field", "time_zone");
  }

  @Test
  void writesInTheLanguageOfTheRegistration() {
    calls
        .anyone()
        .register(
            AccountCalls.registration(email, MINE)
                .setDisplayName("김하늘")
                .setLocale("ko")
                .setTimeZone("Asia/Seoul")
                .build());

    var mail = calls.awaitMail(email, "이메일 주소를 확인해 주세요");
    assertThat(mail.text()).contains("김하늘 님, 안녕하세요.").contains("24시간 동안");
    assertThat(mail.html()).contains("lang=\"ko\"").contains("이메일 주소 확인하기");

    user.verify(UUID.randomUUID(), RunningUserGrpc.tokenIn(mail.text()));
    var account = calls.account(user.signIn(UUID.randomUUID(), email, MINE).getAccessToken());
    assertThat(account.getLocale()).isEqualTo("ko");
    assertThat(account.getTimeZone()).isEqualTo("Asia/Seoul");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@x.com\r\nBcc: b@x.com",
        "a@x.com\nBcc: b@x.com",
        "a@x.com%0d%0aBcc:b@x.com",
        "a@x.com, b@x.com",
        "Ada <a@x.com>"
      })
  void refusesHeadersInAnAddressV7(String address) {
    assertThat(Refusals.reason(() -> calls.register(address, MINE)))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(Refusals.reason(() -> calls.askForReset(UUID.randomUUID(), address)))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ada\r\nBcc: b@x.com", "Ada\nX", "Ada\u0000", "Ada\u0085X"})
  void refusesControlCharactersInANameV7(String name) {
    assertThat(
            Refusals.reason(() ->
                calls
                    .anyone()
                    .register(AccountCalls.registration(email, MINE).setDisplayName(name).build())))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
  }

  @Test
  void makesOnlyCaseEqualV8() {
    var local = "v8-" + UUID.randomUUID();
    var addresses =
        List.of(
            local + "@example.com",
            local + "+tag@example.com",
            local.replaceFirst("-", ".") + "@example.com",
            local + "@xn--exmple-cua.com");
    for (var address : addresses) {
      calls.register(address, MINE);
      user.verify(UUID.randomUUID(), calls.awaitToken(address, CONFIRM));
    }

    var accounts =
        addresses.stream()
            .map(address -> user.signIn(UUID.randomUUID(), address, MINE).getAccountId())
            .distinct();

    assertThat(accounts).hasSize(4);
    user.inbox().clear();
    calls.register(addresses.getFirst().replace("v8", "V8"), THEIRS);
    calls.awaitMail(addresses.getFirst(), "account already");
  }

  @Test
  void buildsLinksFromItsOwnSettingsV5() throws Exception {
    var poisoned =
        NettyChannelBuilder.forAddress("127.0.0.1", user.port())
            .overrideAuthority("evil.example:80")
            .usePlaintext()
            .build();
    try {
      var answer =
          AccountServiceGrpc.newBlockingStub(poisoned)
              .register(AccountCalls.registration(email, MINE).build());
      assertThat(answer.getSerializedSize()).isZero();
    } finally {
      poisoned.shutdownNow();
    }

    var mail = calls.awaitMail(email, CONFIRM);
    assertThat(mail.text()).contains("http://localhost:8080/verify-email#token=");
    assertThat(mail.text() + mail.html()).doesNotContain("evil");
  }

  @Test
  void doesNothingForARequestThatWasDoneBeforeTheAccountClosed() {
    var request =
        RegisterRequest.newBuilder(AccountCalls.registration(email, MINE).build()).build();
    calls.anyone().register(request);
    user.verify(UUID.randomUUID(), calls.awaitToken(email, CONFIRM));
    var token = user.signIn(UUID.randomUUID(), email, MINE).getAccessToken();
    calls.close(UUID.randomUUID(), token, MINE);

    assertThat(calls.anyone().register(request).getSerializedSize()).isZero();

    user.inbox().clear();
    calls.register(email, MINE); // another request starts another account
    user.verify(UUID.randomUUID(), calls.awaitToken(email, CONFIRM));
    assertThat(user.signIn(UUID.randomUUID(), email, MINE).getAccountId()).isNotEmpty();
  }
}
