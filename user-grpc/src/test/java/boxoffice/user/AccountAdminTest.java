package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.access.v1.Role;
import boxoffice.user.account.Accounts;
import boxoffice.user.v1.AccountAdminServiceGrpc;
import boxoffice.user.v1.AccountAdminServiceGrpc.AccountAdminServiceBlockingStub;
import boxoffice.user.v1.AccountState;
import boxoffice.user.v1.AuditEntry;
import boxoffice.user.v1.AuditServiceGrpc;
import boxoffice.user.v1.DisableAccountRequest;
import boxoffice.user.v1.EnableAccountRequest;
import boxoffice.user.v1.GrantRoleRequest;
import boxoffice.user.v1.ListAccountsRequest;
import boxoffice.user.v1.ListAuditEntriesRequest;
import boxoffice.user.v1.ManagedAccount;
import boxoffice.user.v1.RevokeRoleRequest;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import com.auth0.jwt.JWT;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Other people's accounts, and the audit log of it (rows A2 and J17).
class AccountAdminTest {
  private static final Duration T_REV = Duration.ofSeconds(2);

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static SessionCalls sessions;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc.Person admin;

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start();
    sessions = new SessionCalls(user);
    admin = user.person("buyer", "admin");
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void j17RefusesTokensOfARoleThatWasRevokedAndGivesOthers() {
    var session = sessions.signIn(user.person("buyer", "organiser", "admin").email());
    assertThat(accounts(session.getAccessToken()).listAccounts(page(1)).getAccountsCount())
        .isEqualTo(1);

    var account = revoke(session.getAccountId(), Role.ROLE_ADMIN);

    assertThat(account.getRolesList()).containsExactly(Role.ROLE_BUYER, Role.ROLE_ORGANISER);
    Until.holds("the token is refused", T_REV, () -> isRefused(session.getAccessToken()));
    var next = sessions.refresh(session.getRefreshToken());
    assertThat(JWT.decode(next.getAccessToken()).getClaim("roles").asList(String.class))
        .containsExactly("buyer", "organiser");
    assertThat(Refusals.reason(() -> accounts(next.getAccessToken()).listAccounts(page(1))))
        .isEqualTo(ErrorReason.FORBIDDEN);
  }

  @Test
  void a2KeepsADisabledPersonOutEverywhereWithinTwoSeconds() {
    var email = user.person("buyer").email();
    var one = sessions.signIn(email);
    var other = sessions.signIn(email);

    var account = disable(one.getAccountId(), "chargebacks");

    assertThat(account.getState()).isEqualTo(AccountState.ACCOUNT_STATE_DISABLED);
    for (var session : List.of(one, other)) {
      Until.holds("the token is refused", T_REV, () -> isRefused(session.getAccessToken()));
      assertThat(Refusals.reason(() -> sessions.refresh(session.getRefreshToken())))
          .isEqualTo(ErrorReason.INVALID_TOKEN);
    }
    assertThat(Refusals.reason(() -> sessions.signIn(email))).isEqualTo(ErrorReason.FORBIDDEN);

    assertThat(enable(one.getAccountId()).getState()).isEqualTo(AccountState.ACCOUNT_STATE_ACTIVE);
    assertThat(Refusals.reason(() -> sessions.refresh(one.getRefreshToken())))
        .isEqualTo(ErrorReason.INVALID_TOKEN);
    assertThat(isRefused(one.getAccessToken())).isTrue();
    assertThat(isRefused(sessions.signIn(email).getAccessToken())).isFalse();
  }

  @Test
  void writesEachChangeDownOnce() {
    var id = user.person("buyer").accountId().toString();

    assertThat(grant(id, Role.ROLE_DOOR).getRolesList())
        .containsExactly(Role.ROLE_BUYER, Role.ROLE_DOOR);
    grant(id, Role.ROLE_DOOR);
    revoke(id, Role.ROLE_DOOR);
    revoke(id, Role.ROLE_DOOR);
    disable(id, "a \"reason\"");
    disable(id, "another");
    enable(id);
    enable(id);

    var entries = audit("", id);
    assertThat(entries)
        .extracting(AuditEntry::getAction)
        .containsExactly("account-enabled", "account-disabled", "role-revoked", "role-granted");
    assertThat(entries).extracting(AuditEntry::getActor).containsOnly(admin.accountId().toString());
    var granted = entries.getLast();
    assertThat(granted.getBeforeJson()).isEqualTo("{\"roles\": [\"buyer\"]}");
    assertThat(granted.getAfterJson()).isEqualTo("{\"roles\": [\"buyer\", \"door\"]}");
    assertThat(entries.get(1).getAfterJson()).contains("a \\\"reason\\\"");
    assertThat(audit(admin.accountId().toString(), id)).isEqualTo(entries);
    assertThat(audit("system", id)).isEmpty();
  }

  @Test
  void keepsOneAdminAlsoWhenTwoDoItToEachOther() throws Exception {
    var others =
        UsersSql.all(
            "select id from users.account where 'admin' = any(roles) and disabled_at is null");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      UsersSql.update("update users.account set disabled_at = now() where 'admin' = any(roles)");
      for (var round = 0; round < 12; round++) {
        var ada = user.person("admin");
        var bob = user.person("admin");
        var disabling = round % 2 == 0;
        Callable<Boolean> one = () -> isDone(ada, bob, disabling);
        Callable<Boolean> other = () -> isDone(bob, ada, disabling);
        var done = threads.invokeAll(List.of(one, other)).stream().filter(task -> task.resultNow());

        assertThat(done).hasSize(1);
        assertThat(
                UsersSql.all(
                    "select 1 from users.account where 'admin' = any(roles) and disabled_at is null"))
            .hasSize(1);
        UsersSql.update("update users.account set disabled_at = now() where 'admin' = any(roles)");
      }
    } finally {
      for (var id : others) {
        UsersSql.update("update users.account set disabled_at = null where id = ?", id);
      }
    }
  }

  @Test
  void listsTheNewestFirstAndOnlyWhatIsAskedFor() {
    var mark = UUID.randomUUID().toString();
    var emails = new ArrayList<String>();
    for (var kind : List.of("admin", "door", "organiser")) {
      emails.addFirst("%s-50%%_x-%s@example.com".formatted(mark, kind));
      user.bean(Accounts.class)
          .create(emails.getFirst(), RunningUserGrpc.PASSWORD, "Ada", Set.of("buyer", kind));
    }
    UsersSql.update("update users.account set disabled_at = now() where email = ?", emails.get(2));

    assertThat(found(mark.toUpperCase(Locale.ROOT), "")).isEqualTo(emails);
    assertThat(found(mark + "-50%_", "")).isEqualTo(emails);
    assertThat(found(mark + "-5_%", "")).isEmpty();
    assertThat(found(mark, "door")).containsExactly(emails.get(1));
    var disabled =
        accounts(admin.accessToken())
            .listAccounts(
                ListAccountsRequest.newBuilder()
                    .setEmailPrefix(mark)
                    .setState(AccountState.ACCOUNT_STATE_DISABLED)
                    .build());
    assertThat(disabled.getAccountsList())
        .extracting(ManagedAccount::getEmail)
        .containsExactly(emails.get(2));
  }

  @Test
  void knowsNoUnknownAccountAndNoClosedOne() {
    var closed = user.person("buyer").accountId().toString();
    UsersSql.update(
        "update users.account set closed_at = now() where id = ?", UUID.fromString(closed));

    for (var id : List.of(closed, UUID.randomUUID().toString())) {
      assertThat(Refusals.reason(() -> grant(id, Role.ROLE_DOOR))).isEqualTo(ErrorReason.NOT_FOUND);
      assertThat(Refusals.reason(() -> disable(id, "x"))).isEqualTo(ErrorReason.NOT_FOUND);
    }
  }

  @Test
  void isForAdminsOnly() {
    var organiser = user.organiser().accessToken();

    assertThat(Refusals.reason(() -> accounts(organiser).listAccounts(page(1))))
        .isEqualTo(ErrorReason.FORBIDDEN);
    assertThat(
            Refusals.reason(() ->
                AuditServiceGrpc.newBlockingStub(user.channel())
                    .withCallCredentials(new BearerToken(() -> organiser))
                    .listAuditEntries(ListAuditEntriesRequest.getDefaultInstance())))
        .isEqualTo(ErrorReason.FORBIDDEN);
  }

  @Test
  void cannotChangeTheAuditLog() {
    grant(user.person("buyer").accountId().toString(), Role.ROLE_DOOR);

    for (var change :
        List.of(
            "update users.audit_entry set actor = 'nobody'",
            "delete from users.audit_entry",
            "truncate users.audit_entry")) {
      assertThatThrownBy(() -> UsersSql.update(change)).hasMessageContaining("permission denied");
    }
  }

  private static boolean isDone(
      RunningUserGrpc.Person by, RunningUserGrpc.Person to, boolean disabling) {
    try {
      var stub = accounts(by.accessToken());
      var id = to.accountId().toString();
      var account =
          disabling
              ? stub.disableAccount(disableRequest(id, "me or you")).getAccount()
              : stub.revokeRole(revokeRequest(id, Role.ROLE_ADMIN)).getAccount();
      return account.getAccountId().equals(id);
    } catch (StatusRuntimeException e) {
      assertThat(ErrorStatus.reason(e)).contains(ErrorReason.VALIDATION_FAILED);
      return false;
    }
  }

  private static boolean isRefused(String token) {
    try {
      return sessions.list(token, 1, "").getSessionsCount() < 0;
    } catch (StatusRuntimeException e) {
      assertThat(ErrorStatus.reason(e)).contains(ErrorReason.INVALID_TOKEN);
      return true;
    }
  }

  private static List<String> found(String prefix, String role) {
    var found = new ArrayList<String>();
    var next = "";
    do {
      var request =
          ListAccountsRequest.newBuilder()
              .setPageSize(1)
              .setPageToken(next)
              .setEmailPrefix(prefix)
              .setRole(role.isEmpty() ? Role.ROLE_UNSPECIFIED : Role.ROLE_DOOR)
              .build();
      var page = accounts(admin.accessToken()).listAccounts(request);
      page.getAccountsList().forEach(account -> found.add(account.getEmail()));
      next = page.getNextPageToken();
    } while (!next.isEmpty());
    return found;
  }

  private static List<AuditEntry> audit(String actor, String subject) {
    var found = new ArrayList<AuditEntry>();
    var next = "";
    do {
      var page =
          AuditServiceGrpc.newBlockingStub(user.channel())
              .withCallCredentials(new BearerToken(admin::accessToken))
              .listAuditEntries(
                  ListAuditEntriesRequest.newBuilder()
                      .setPageSize(3)
                      .setPageToken(next)
                      .setActor(actor)
                      .setSubject(subject)
                      .build());
      found.addAll(page.getEntriesList());
      next = page.getNextPageToken();
    } while (!next.isEmpty());
    return found;
  }

  private static ManagedAccount grant(String id, Role role) {
    return accounts(admin.accessToken())
        .grantRole(
            GrantRoleRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setAccountId(id)
                .setRole(role)
                .build())
        .getAccount();
  }

  private static ManagedAccount revoke(String id, Role role) {
    return accounts(admin.accessToken()).revokeRole(revokeRequest(id, role)).getAccount();
  }

  private static ManagedAccount disable(String id, String reason) {
    return accounts(admin.accessToken()).disableAccount(disableRequest(id, reason)).getAccount();
  }

  private static ManagedAccount enable(String id) {
    return accounts(admin.accessToken())
        .enableAccount(
            EnableAccountRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setAccountId(id)
                .build())
        .getAccount();
  }

  private static RevokeRoleRequest revokeRequest(String id, Role role) {
    return RevokeRoleRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setAccountId(id)
        .setRole(role)
        .build();
  }

  private static DisableAccountRequest disableRequest(String id, String reason) {
    return DisableAccountRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setAccountId(id)
        .setReason(reason)
        .build();
  }

  private static ListAccountsRequest page(int size) {
    return ListAccountsRequest.newBuilder().setPageSize(size).build();
  }

  private static AccountAdminServiceBlockingStub accounts(String token) {
    return AccountAdminServiceGrpc.newBlockingStub(user.channel())
        .withCallCredentials(new BearerToken(() -> token));
  }
}
