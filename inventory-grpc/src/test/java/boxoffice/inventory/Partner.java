package boxoffice.inventory;

import boxoffice.user.RunningUserGrpc;
import boxoffice.user.v1.ClientServiceGrpc;
import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.CreateClientRequest;
import boxoffice.user.v1.IssueClientTokenRequest;
import boxoffice.wire.BearerToken;
import java.util.List;
import java.util.UUID;

/// A partner's API client, which may sell.
public record Partner(String clientId, String accessToken) {
  /// @param more scopes beside that of selling
  public static Partner create(RunningUserGrpc users, String... more) {
    var admin = users.person("buyer", "admin");
    var id = "partner-" + UUID.randomUUID();
    var secret =
        ClientServiceGrpc.newBlockingStub(users.channel())
            .withCallCredentials(new BearerToken(admin::accessToken))
            .createClient(
                CreateClientRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setClientId(id)
                    .setDisplayName("Partner")
                    .setOwnerId(admin.accountId().toString())
                    .addScopes("inventory.sell")
                    .addAllScopes(List.of(more))
                    .build())
            .getClientSecret();
    var token =
        ClientTokenServiceGrpc.newBlockingStub(users.channel())
            .issueClientToken(
                IssueClientTokenRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setClientId(id)
                    .setClientSecret(secret)
                    .build())
            .getAccessToken();
    return new Partner(id, token);
  }
}
