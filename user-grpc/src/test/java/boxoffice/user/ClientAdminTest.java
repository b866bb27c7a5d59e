package boxoffice.user;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.user.v1.AddClientSecretRequest;
import boxoffice.user.v1.AddClientSecretResponse;
import boxoffice.user.v1.Client;
import boxoffice.user.v1.ClientSecret;
import boxoffice.user.v1.ClientServiceGrpc;
import boxoffice.user.v1.ClientServiceGrpc.ClientServiceBlockingStub;
import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.CreateClientRequest;
import boxoffice.user.v1.CreateClientResponse;
import boxoffice.user.v1.DisableClientRequest;
import boxoffice.user.v1.EnableClientRequest;
import boxoffice.user.v1.IssueClientTokenRequest;
import boxoffice.user.v1.ListClientsRequest;
import boxoffice.user.v1.RemoveClientSecretRequest;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.ErrorStatus;
import com.auth0.jwt.JWT;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// API clients over the wire, as admins make and change them.
class ClientAdminTest {
  private static final Duration T_REV = Duration.ofSeconds(2);

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc user;

  @SuppressWarnings("NullAway.Init") // set before the first test
  private static RunningUserGrpc.Person admin;

  private final String id = "agency-" + UUID.randomUUID().toString().substring(0, 13);

  @BeforeAll
  static void start() {
    user = RunningUserGrpc.start();
    admin = user.person("admin");
  }

  @AfterAll
  static void stop() {
    user.close();
  }

  @Test
  void makesAClientWhoseSecretGivesTokens() {
    var made = create(UUID.randomUUID(), "inventory.sell", "orders.sell");
    var client = made.getClient();

    assertThat(client.getOwnerId()).isEqualTo(admin.accountId().toString());
    assertThat(client.getScopesList()).containsExactly("inventory.sell", "orders.sell");
    assertThat(client.getLive()).isTrue();
    assertThat(client.getDisabled()).isFalse();
    assertThat(client.hasLastUseTime()).isFalse();
    assertThat(client.getSecretsList()).hasSize(1);
    assertThat(made.getClientSecret()).matches("[A-Za-z0-9_-]{43}");
    var claims = JWT.decode(token(made.getClientSecret()));
    assertThat(claims.getSubject()).isEqualTo(id);
    assertThat(claims.getClaim("scopes").asList(String.class))
        .containsExactly("inventory.sell", "orders.sell");
    assertThat(listed().getLastUseTime().getSeconds() % 60).isZero();
    assertThat(listed().getLastUseTime().getSeconds()).isPositive();
  }

  @Test
  void givesTheSameSecretToTheSameRequestAndKeepsItsHashOnly() {
    var request = UUID.randomUUID();
    var made = create(request, "inventory.sell");
    var again = create(request, "inventory.sell");

    assertThat(again.getClientSecret()).isEqualTo(made.getClientSecret());
    assertThat(again.getClient().getSecretsList()).isEqualTo(made.getClient().getSecretsList());
    assertThat(
            UsersSql.all(
                """
                select x from (
                  select client_secret::text x from users.client_secret
                  union all select audit_entry::text from users.audit_entry) t
                where x like '%' || ? || '%'
                """,
                made.getClientSecret()))
        .isEmpty();
    assertThat(Refusals.reason(() -> create(request, "orders.sell")))
        .isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    assertThat(Refusals.reason(() -> create(UUID.randomUUID(), "inventory.sell")))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
  }

  @Test
  void givesAnotherAdminAnotherSecretForTheSameRequest() {
    var request = UUID.randomUUID();
    var made = create(request, "inventory.sell");
    var other = user.person("admin").accessToken();
    var added =
        clients(other)
            .addClientSecret(
                AddClientSecretRequest.newBuilder()
                    .setRequestId(request.toString())
                    .setClientId(id)
                    .build());

    assertThat(added.getClientSecret()).isNotEqualTo(made.getClientSecret());
  }

  @Test
  void givesPartnersTheScopesOfPartnersAndNoOthers() {
    for (var scope : List.of("inventory.sell", "orders.sell")) {
      assertThat(
              clients(admin.accessToken())
                  .createClient(request(UUID.randomUUID(), id + scope.charAt(0), scope))
                  .getClient()
                  .getScopesList())
          .containsExactly(scope);
    }
    for (var scope :
        List.of("accounts.contact", "denylist.read", "inventory.reserve", "everything.please")) {
      assertThat(Refusals.reason(() -> create(UUID.randomUUID(), "orders.sell", scope)))
          .as(scope)
          .isEqualTo(ErrorReason.VALIDATION_FAILED);
    }
  }

  @Test
  void needsAnOwnerWhoIsThere() {
    var nobody =
        request(UUID.randomUUID(), id, "inventory.sell").toBuilder()
            .setOwnerId(UUID.randomUUID().toString())
            .build();

    assertThat(Refusals.reason(() -> clients(admin.accessToken()).createClient(nobody)))
        .isEqualTo(ErrorReason.NOT_FOUND);
  }

  @Test
  void changesOverFromOneSecretToAnother() {
    var old = create(UUID.randomUUID(), "inventory.sell").getClientSecret();
    var request = UUID.randomUUID();
    var added = add(request);

    assertThat(add(request).getClientSecret()).isEqualTo(added.getClientSecret());
    assertThat(added.getClient().getSecretsList()).hasSize(2);
    assertThat(List.of(token(old), token(added.getClientSecret()))).hasSize(2);
    assertThat(Refusals.reason(() -> add(UUID.randomUUID())))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);

    var oldId = added.getClient().getSecrets(0).getSecretId();
    var left = remove(oldId);

    assertThat(left.getSecretsList()).hasSize(1);
    assertThat(remove(oldId)).isEqualTo(left);
    assertThat(Refusals.reason(() -> token(old))).isEqualTo(ErrorReason.INVALID_CREDENTIALS);
    assertThat(token(added.getClientSecret())).isNotEmpty();
    assertThat(Refusals.reason(() -> remove(left.getSecrets(0).getSecretId())))
        .isEqualTo(ErrorReason.VALIDATION_FAILED);
    assertThat(Refusals.reason(() -> remove("no-such-secret"))).isEqualTo(ErrorReason.NOT_FOUND);
  }

  @Test
  void neverBringsBackASecretThatWasRemoved() {
    var request = UUID.randomUUID();
    create(request, "inventory.sell");
    var second = UUID.randomUUID();
    var added = add(second);
    var removed =
        added.getClient().getSecretsList().stream()
            .map(ClientSecret::getSecretId)
            .reduce((first, last) -> last)
            .orElseThrow();
    assertThat(remove(removed).getSecretsList()).hasSize(1);

    assertThat(Refusals.reason(() -> add(second))).isEqualTo(ErrorReason.IDEMPOTENCY_KEY_REUSED);
    assertThat(Refusals.reason(() -> token(added.getClientSecret())))
        .isEqualTo(ErrorReason.INVALID_CREDENTIALS);
  }

  @Test
  void keepsADisabledClientOutWithItsTokensUntilItIsEnabled() {
    var secret = create(UUID.randomUUID(), "inventory.sell").getClientSecret();
    var before = token(secret);
    assertThat(isRefused(before)).isFalse();

    assertThat(disable().getDisabled()).isTrue();
    assertThat(disable().getDisabled()).isTrue();

    Until.holds("its token is refused", T_REV, () -> isRefused(before));
    var wrong = Refusals.failure(() -> token("not the right one"));
    assertThat(Refusals.failure(() -> token(secret)).getMessage()).isEqualTo(wrong.getMessage());

    assertThat(enable().getDisabled()).isFalse();
    var after = token(secret);
    assertThat(isRefused(after)).isFalse();
    assertThat(isRefused(before)).isTrue();
    assertThat(
            UsersSql.all(
                "select action from users.audit_entry where subject = ? order by number", id))
        .containsExactly("client-created", "client-disabled", "client-enabled");
  }

  @Test
  void endsTheTokensOfAClientThatLosesASecret() {
    create(UUID.randomUUID(), "inventory.sell");
    var added = add(UUID.randomUUID());
    var before = token(added.getClientSecret());

    assertThat(remove(added.getClient().getSecrets(0).getSecretId()).getSecretsList()).hasSize(1);

    Until.holds("its token is refused", T_REV, () -> isRefused(before));
    assertThat(isRefused(token(added.getClientSecret()))).isFalse();
  }

  @Test
  void listsAllOnceInTheOrderOfTheirIds() {
    create(UUID.randomUUID(), "inventory.sell");
    var found = all().stream().map(Client::getClientId).toList();

    assertThat(found).isSorted().doesNotHaveDuplicates().contains(id, "order-grpc", "reader");
    assertThat(
            all().stream()
                .filter(client -> client.getClientId().equals("order-grpc"))
                .map(Client::getDisplayName))
        .containsExactly("order-grpc");
  }

  @Test
  void isForAdminsOnly() {
    var organiser = clients(user.organiser().accessToken());
    var program = clients(user.clientToken());

    for (var stub : List.of(organiser, program)) {
      assertThat(
              Refusals.reason(
                  () -> stub.createClient(request(UUID.randomUUID(), id, "inventory.sell"))))
          .isEqualTo(ErrorReason.FORBIDDEN);
    }
    assertThat(Refusals.reason(() -> add(UUID.randomUUID()))).isEqualTo(ErrorReason.NOT_FOUND);
  }

  private static boolean isRefused(String token) {
    try {
      throw new AssertionError(new DenylistCalls(user).after(token, 0, 0));
    } catch (StatusRuntimeException e) {
      var reason = ErrorStatus.reason(e).orElseThrow();
      assertThat(reason).isIn(ErrorReason.INVALID_TOKEN, ErrorReason.FORBIDDEN);
      return reason == ErrorReason.INVALID_TOKEN;
    }
  }

  private CreateClientResponse create(UUID request, String... scopes) {
    return clients(admin.accessToken()).createClient(request(request, id, scopes));
  }

  private static CreateClientRequest request(UUID request, String id, String... scopes) {
    return CreateClientRequest.newBuilder()
        .setRequestId(request.toString())
        .setClientId(id)
        .setDisplayName("An agency")
        .setOwnerId(admin.accountId().toString())
        .addAllScopes(Set.of(scopes))
        .setLive(true)
        .build();
  }

  private AddClientSecretResponse add(UUID request) {
    return clients(admin.accessToken())
        .addClientSecret(
            AddClientSecretRequest.newBuilder()
                .setRequestId(request.toString())
                .setClientId(id)
                .build());
  }

  private Client remove(String secretId) {
    return clients(admin.accessToken())
        .removeClientSecret(
            RemoveClientSecretRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setClientId(id)
                .setSecretId(secretId)
                .build())
        .getClient();
  }

  private Client disable() {
    return clients(admin.accessToken())
        .disableClient(
            DisableClientRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setClientId(id)
                .build())
        .getClient();
  }

  private Client enable() {
    return clients(admin.accessToken())
        .enableClient(
            EnableClientRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setClientId(id)
                .build())
        .getClient();
  }

  private Client listed() {
    return all().stream()
        .filter(client -> client.getClientId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<Client> all() {
    var found = new ArrayList<Client>();
    var next = "";
    do {
      var page =
          clients(admin.accessToken())
              .listClients(
                  ListClientsRequest.newBuilder().setPageSize(2).setPageToken(next).build());
      found.addAll(page.getClientsList());
      next = page.getNextPageToken();
    } while (!next.isEmpty());
    return found;
  }

  private String token(String secret) {
    return ClientTokenServiceGrpc.newBlockingStub(user.channel())
        .issueClientToken(
            IssueClientTokenRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setClientId(id)
                .setClientSecret(secret)
                .build())
        .getAccessToken();
  }

  private static ClientServiceBlockingStub clients(String token) {
    return ClientServiceGrpc.newBlockingStub(user.channel())
        .withCallCredentials(new BearerToken(() -> token));
  }
}
