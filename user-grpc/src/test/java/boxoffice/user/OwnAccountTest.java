package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.user.key.AccessTokens;
import boxoffice.user.v1.Account;
import boxoffice.user.v1.GetContactRequest;
import boxoffice.user.v1.UpdateAccountRequest;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import com.google.protobuf.FieldMask;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OwnAccountTest {
  private static final String NEXT = "quite another pass phrase";

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static AccountCalls calls;

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
  void showsTheCallersAccount() {
    var person = user.organiser();

    var account = calls.account(person.accessToken());

    assertThat(account.getAccountId()).isEqualTo(person.accountId().toString());
    assertThat(account.getEmail()).isEqualTo(person.email());
    assertThat(account.getRolesList().toString()).isEqualTo("[ROLE_BUYER, ROLE_ORGANISER]");
    assertThat(account.getLocale()).isEqualTo("en");
    assertThat(account.getTimeZone()).isEqualTo("UTC");
    assertThat(account.hasCreateTime()).isTrue();
  }

  @Test
  void refusesATokenOfNobodyAndOfWhomIsKeptOutJ17J21() {
    var tokens = user.bean(AccessTokens.class);
    var nobody =
        tokens
            .person(UUID.randomUUID(), UUID.randomUUID(), Set.of("buyer"), tokens.issueTime(0))
            .text();
    var disabled = user.person("buyer");
    UsersSql.update(
        "update users.account set disabled_at = now() where id = ?", disabled.accountId());
    var closed = user.person("buyer");
    calls.close(UUID.randomUUID(), closed.accessToken(), RunningUserGrpc.PASSWORD);

    for (var token : List.of(nobody, disabled.accessToken(), closed.accessToken())) {
      assertThat(Refusals.reason(() -> calls.account(token))).isEqualTo(ErrorReason.INVALID_TOKEN);
      assertThat(
              Refusals.reason(() ->
                  calls.changePassword(UUID.randomUUID(), token, RunningUserGrpc.PASSWORD, NEXT)))
          .isEqualTo(ErrorReason.INVALID_TOKEN);
    }
  }

  @Test
  void changesWhatTheMaskNames() {
    var person = user.person("buyer");
    var before = calls.account(person.accessToken());

    var after = update(person, change("display_name", "time_zone").setEtag(before.getEtag()));

    assertThat(after.getDisplayName()).isEqualTo("{{7*7}}");
    assertThat(after.getTimeZone()).isEqualTo("Asia/Seoul");
    assertThat(after.getLocale()).isEqualTo("en");
    assertThat(after.getEtag()).isNotEqualTo(before.getEtag());
    assertThat(calls.account(person.accessToken())).isEqualTo(after);
  }

  @Test
  void changesNothingForAnEtagOfBefore() {
    var person = user.person("buyer");
    var seen = calls.account(person.accessToken());
    var now = update(person, change("locale"));

    assertThat(
            Refusals.reason(() -> update(person, change("display_name").setEtag(seen.getEtag()))))
        .isEqualTo(ErrorReason.ETAG_MISMATCH);
    assertThat(calls.account(person.accessToken())).isEqualTo(now);
  }

  @Test
  void repeatsAnUpdateWithItsEtagAndRefusesAnotherBody() {
    var person = user.person("buyer");
    var request = change("locale").setEtag(calls.account(person.accessToken()).getEtag()).build();

    var first = update(person, request.toBuilder());
    var again = update(person, request.toBuilder());

    assertThat(again).isEqualTo(first);
    assertThat(Refusals.reason(() -> update(person, request.toBuilder().setLocale("en"))))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void refusesMasksAndFieldsThatMakeNoSense() {
    var person = user.person("buyer");

    for (var bad :
        List.of(
            change(),
            change("email"),
            change("display_name", "roles"),
            change("display_name").setDisplayName(""),
            change("locale").setLocale(""),
            change("time_zone").setTimeZone("Mars/Olympus"))) {
      assertThat(ErrorStatus.reason(Refusals.failure(() -> update(person, bad))))
          .contains(ErrorReason.VALIDATION_FAILED);
    }
  }

  @Test
  void changesThePasswordAndEndsOtherSessionsA2() {
    var person = user.person("buyer");
    user.signIn(person.email());
    var request = UUID.randomUUID();

    calls.changePassword(request, person.accessToken(), RunningUserGrpc.PASSWORD, NEXT);
    calls.changePassword(request, person.accessToken(), RunningUserGrpc.PASSWORD, NEXT);

    assertThat(UsersSql.liveSessions(person.accountId())).isEqualTo(1);
    assertThat(calls.account(person.accessToken()).getEmail()).isEqualTo(person.email());
    assertThat(user.signIn(UUID.randomUUID(), person.email(), NEXT).getAccountId()).isNotEmpty();
    assertThat(Refusals.reason(() -> user.signIn(person.email())))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
    calls.awaitMail(person.email(), "was changed");
    assertThat(
            Refusals.reason(() ->
                calls.changePassword(
                    request, person.accessToken(), RunningUserGrpc.PASSWORD, NEXT + NEXT)))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    assertThat(
            Refusals.reason(() ->
                calls.changePassword(
                    UUID.randomUUID(), person.accessToken(), RunningUserGrpc.PASSWORD, NEXT)))
        .isEqualTo(ErrorReason.FORBIDDEN);
  }

  @Test
  void limitsTriesOfThePasswordA7() {
    var person = user.person("buyer");
    for (int attempt = 0; attempt < 10; attempt++) {
      assertThat(Refusals.reason(() -> closeWith(person, "a wrong pass phrase")))
          .isEqualTo(ErrorReason.FORBIDDEN);
    }

    assertThat(Refusals.reason(() -> closeWith(person, RunningUserGrpc.PASSWORD)))
        .isEqualTo(ErrorReason.RATE_LIMITED);
    assertThat(
            UsersSql.count("users.account where id = ? and closed_at is null", person.accountId()))
        .isEqualTo(1);
  }

  @Test
  void closesForGoodAndErasesWhoItWas() {
    var person = user.buyer();
    var request = UUID.randomUUID();
    assertThat(Refusals.reason(() -> closeWith(person, ""))).isEqualTo(ErrorReason.FORBIDDEN);

    calls.close(request, person.accessToken(), RunningUserGrpc.PASSWORD);

    assertThat(
            UsersSql.one(
                """
                select email || '|' || display_name || '|' || password_hash || '|'
                  || cardinality(roles) || '|' || (not_before > 0)
                from users.account where id = ?
                """,
                person.accountId()))
        .isEqualTo("closed:" + person.accountId() + "|||0|true");
    assertThat(UsersSql.liveSessions(person.accountId())).isZero();
    assertThat(
            UsersSql.count("users.revocation where revoked_id = ?", person.accountId().toString()))
        .isEqualTo(1);
    assertThat(UsersSql.count("users.mailed_link where account_id = ?", person.accountId()))
        .isZero();
    assertThat(
            UsersSql.one(
                "select action || before || after from users.audit_entry where subject = ?",
                person.accountId().toString()))
        .isEqualTo("account-closed{\"state\": \"active\"}{\"state\": \"closed\"}");
    assertThat(Refusals.reason(() -> user.signIn(person.email())))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
    assertThat(
            Refusals.reason(
                () -> user.signIn(UUID.randomUUID(), "closed:" + person.accountId(), "x")))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
    var contact = GetContactRequest.newBuilder().setAccountId(person.accountId().toString());
    assertThat(Refusals.reason(() -> calls.as(user.clientToken()).getContact(contact.build())))
        .isEqualTo(ErrorReason.NOT_FOUND);
  }

  @Test
  void tellsTheContactsLanguageAndZone() {
    var person = user.person("buyer");
    update(person, change("locale", "time_zone"));

    var contact =
        calls
            .as(user.clientToken())
            .getContact(
                GetContactRequest.newBuilder().setAccountId(person.accountId().toString()).build());

    assertThat(contact.getLocale()).isEqualTo("ko");
    assertThat(contact.getTimeZone()).isEqualTo("Asia/Seoul");
  }

  @Test
  void keepsAnAdminFromClosingWhatOthersMayNeed() {
    var admin = user.person("buyer", "admin");

    assertThat(Refusals.reason(() -> closeWith(admin, RunningUserGrpc.PASSWORD)))
        .isEqualTo(ErrorReason.FORBIDDEN);

    assertThat(calls.account(admin.accessToken()).getEmail()).isEqualTo(admin.email());
  }

  private static void closeWith(Person person, String password) {
    calls.close(UUID.randomUUID(), person.accessToken(), password);
  }

  private static UpdateAccountRequest.Builder change(String... mask) {
    return UpdateAccountRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setDisplayName("{{7*7}}")
        .setLocale("ko")
        .setTimeZone("Asia/Seoul")
        .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)));
  }

  private static Account update(Person person, UpdateAccountRequest.Builder change) {
    return calls.as(person.accessToken()).updateAccount(change.build()).getAccount();
  }
}
