package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.parts.inbox.Mail;
import boxoffice.user.v1.AccountServiceGrpc;
import boxoffice.user.v1.GetContactRequest;
import boxoffice.user.v1.RegisterRequest;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTest {
  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  private final String email = "ada-" + UUID.randomUUID() + "@example.com";

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start();
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void mailsALinkAsTextAndEscapedHtmlI9() throws Exception {
    user.register(UUID.randomUUID(), email);

    var mail = user.inbox().awaitMessageTo(email, RunningUserGrpc.PATIENCE);

    assertThat(mail.text())
        .contains("Hello Test <b>Person</b>,")
        .containsPattern("http://localhost:8080/verify-email#token=[A-Za-z0-9_-]{43}\\s");
    assertThat(mail.html()).contains("Test &lt;b&gt;Person&lt;/b&gt;").contains("<a href=");
  }

  @Test
  void readsAnAddressInAnyCase() {
    user.register(UUID.randomUUID(), email.replace("ada", "Ada"));
    user.verify(UUID.randomUUID(), user.awaitMailedToken(email));

    assertThat(user.signIn(email.replace("ada", "ADA")).accessToken()).isNotEmpty();
  }

  @Test
  void sendsOneMailForARequestHoweverOftenItIsRepeated() {
    var request = UUID.randomUUID();
    user.register(request, email);
    user.register(request, email);
    user.register(request, email);

    user.awaitMailedToken(email);
    user.buyer(); // its mail comes after all of those

    assertThat(user.inbox().messagesTo(email)).hasSize(1);
  }

  @Test
  void makesOneAccountOfParallelRegistrations() throws Exception {
    Callable<Boolean> registration =
        () -> {
          user.register(UUID.randomUUID(), email);
          return true;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done :
          threads.invokeAll(List.of(registration, registration, registration, registration))) {
        assertThat(done.get()).isTrue();
      }
    }
    Until.holds("four mails come", () -> user.inbox().messagesTo(email).size() >= 4);
    var tokens =
        user.inbox().messagesTo(email).stream()
            .map(mail -> RunningUserGrpc.tokenIn(mail.text()))
            .toList();

    user.verify(UUID.randomUUID(), tokens.get(2));

    assertThat(UsersSql.count("users.account where email = ?", email)).isEqualTo(1);
    for (var other : List.of(tokens.get(0), tokens.get(1), tokens.get(3))) {
      assertThat(Refusals.reason(() -> user.verify(UUID.randomUUID(), other)))
          .isEqualTo(ErrorReason.INVALID_CODE);
    }
  }

  @Test
  void neverOverwritesThePasswordOfAnAddressThatHasAnAccount() {
    user.register(UUID.randomUUID(), email);
    user.verify(UUID.randomUUID(), user.awaitMailedToken(email));
    register(email, "another long password 7");

    assertThat(user.signIn(email).accessToken()).isNotEmpty();
    assertThat(
            Refusals.reason(() -> user.signIn(UUID.randomUUID(), email, "another long password 7")))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
  }

  @Test
  void tellsTheOwnerAndNobodyElseThatAnAddressIsKnownU1() throws Exception {
    user.register(UUID.randomUUID(), email);
    user.verify(UUID.randomUUID(), user.awaitMailedToken(email));
    user.inbox().clear();

    var known = register(email, RunningUserGrpc.PASSWORD);
    var unknown = register("new-" + email, RunningUserGrpc.PASSWORD);

    assertThat(known).isEqualTo(unknown);
    assertThat(user.inbox().awaitMessageTo(email, RunningUserGrpc.PATIENCE))
        .extracting(Mail::subject, Mail::text)
        .satisfies(parts -> {
          assertThat((String) parts.get(0)).isEqualTo("You have an account already");
          assertThat((String) parts.get(1)).doesNotContain("#token=");
        });
  }

  @Test
  void refusesControlCharacters() {
    for (var text : List.of("a long \u0000 pass phrase", "a long \n pass phrase")) {
      var failure = Refusals.failure(() -> register(email, text));
      assertThat(ErrorStatus.reason(failure)).contains(ErrorReason.VALIDATION_FAILED);
    }
    var signIn = Refusals.failure(() -> user.signIn(UUID.randomUUID(), "a\u0000@b.co", "x"));
    assertThat(ErrorStatus.reason(signIn)).contains(ErrorReason.VALIDATION_FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "qwerty123456",
        "123456789012",
        "Password1234!",
        "myBoxOffice2026",
        "ｑｗｅｒｔｙ１２３４５６"
      })
  void refusesCommonPasswordsU8(String password) {
    var failure = Refusals.failure(() -> register(email, password));

    assertThat(ErrorStatus.reason(failure)).contains(ErrorReason.VALIDATION_FAILED);
    assertThat(ErrorStatus.info(failure).orElseThrow().getMetadataMap())
        .containsEntry("field", "password");
  }

  @Test
  void comparesPasswordsAfterNormalisationU10() {
    register(email, "caf\u00e9 latte \ufb01ve");
    user.verify(UUID.randomUUID(), user.awaitMailedToken(email));

    assertThat(user.signIn(UUID.randomUUID(), email, "cafe\u0301 latte five").getAccountId())
        .isNotEmpty();
  }

  @Test
  void usesATokenOnceButLetsItsRequestRepeatV1() {
    user.register(UUID.randomUUID(), email);
    var token = user.awaitMailedToken(email);
    var request = UUID.randomUUID();

    user.verify(request, token);
    user.verify(request, token);

    assertThat(Refusals.reason(() -> user.verify(UUID.randomUUID(), token)))
        .isEqualTo(ErrorReason.INVALID_CODE);
  }

  @Test
  void letsOneOfManyUseALinkAtTheSameTimeV3() throws Exception {
    user.register(UUID.randomUUID(), email);
    var token = user.awaitMailedToken(email);
    Callable<Boolean> use =
        () -> {
          try {
            user.verify(UUID.randomUUID(), token);
            return true;
          } catch (StatusRuntimeException e) {
            assertThat(ErrorStatus.reason(e)).contains(ErrorReason.INVALID_CODE);
            return false;
          }
        };
    var used = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(Collections.nCopies(8, use))) {
        used += done.get() ? 1 : 0;
      }
    }

    assertThat(used).isEqualTo(1);
  }

  @Test
  void refusesAWrongAndAUsedTokenInTheSameWordsV1() {
    user.register(UUID.randomUUID(), email);
    var token = user.awaitMailedToken(email);
    user.verify(UUID.randomUUID(), token);
    var wrong = (token.startsWith("A") ? "B" : "A") + token.substring(1);

    var texts =
        Stream.of(token, wrong, "x")
            .map(bad -> Refusals.failure(() -> user.verify(UUID.randomUUID(), bad)))
            .map(failure -> failure.getStatus().getCode() + failure.getMessage())
            .distinct();

    assertThat(texts).hasSize(1);
  }

  @Test
  void tellsContactsOnlyToWhomTheyAreFor() {
    var buyer = user.buyer();
    var request = GetContactRequest.newBuilder().setAccountId(buyer.accountId().toString()).build();

    assertThat(contacts(user.clientToken("accounts.contact")).getContact(request).getEmail())
        .isEqualTo(buyer.email());
    assertThat(Refusals.reason(() -> contacts(buyer.accessToken()).getContact(request)))
        .isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(
            Refusals.reason(
                () -> contacts(user.clientToken("inventory.reserve")).getContact(request)))
        .isEqualTo(ErrorReason.FORBIDDEN);
  }

  @Test
  void doesNotKnowTheContactOfAStranger() {
    var stranger =
        GetContactRequest.newBuilder().setAccountId(UUID.randomUUID().toString()).build();

    assertThat(Refusals.reason(() -> contacts(user.clientToken()).getContact(stranger)))
        .isEqualTo(ErrorReason.NOT_FOUND);
  }

  private static boolean register(String email, String password) {
    var answer =
        AccountServiceGrpc.newBlockingStub(user.channel())
            .register(
                RegisterRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setEmail(email)
                    .setPassword(password)
                    .setDisplayName("Ada")
                    .build());
    return answer.equals(answer.getDefaultInstanceForType());
  }

  private static AccountServiceGrpc.AccountServiceBlockingStub contacts(String token) {
    return AccountServiceGrpc.newBlockingStub(user.channel())
        .withCallCredentials(new BearerToken(() -> token));
  }
}
