package boxoffice.sandbox;

import boxoffice.access.v1.PingRequest;
import boxoffice.access.v1.PingServiceGrpc;
import boxoffice.access.v1.Role;
import boxoffice.user.v1.AccountAdminServiceGrpc;
import boxoffice.user.v1.AccountAdminServiceGrpc.AccountAdminServiceBlockingStub;
import boxoffice.user.v1.DisableAccountRequest;
import boxoffice.user.v1.RevokeRoleRequest;
import boxoffice.wire.BearerToken;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Every process of a system that verifies tokens, each asked by itself.
final class Nodes implements AutoCloseable {
  /// What gRPC and REST say about one token, as a browser would hear it.
  static final int ACCEPTED = 200;

  static final int REFUSED = 401;
  static final int UNDECIDED = 503;

  private static final int PATIENCE_SECONDS = 10;

  private final EdgeClient edge;
  private final Map<String, ManagedChannel> channels = new TreeMap<>();

  /// @param description of the system, as the sandbox writes it
  Nodes(JsonNode description, EdgeClient edge) {
    this.edge = edge;
    for (var service : description.path("grpc").properties()) {
      for (var address : service.getValue()) {
        channels.put(
            service.getKey() + " " + address.asString(),
            NettyChannelBuilder.forTarget(address.asString()).usePlaintext().build());
      }
    }
  }

  /// The answers of all nodes, by node.
  Map<String, Integer> ask(String token) {
    var answers = new TreeMap<String, Integer>();
    channels.forEach((name, channel) -> answers.put(name, ping(channel, token)));
    answers.put("edge", askEdge("user", token));
    return answers;
  }

  /// What the edge says, with this service behind it.
  int askEdge(String service, String token) {
    var status = edge.get("/v1/services/" + service + ":ping", token).status();
    return status / 100 == 2 ? ACCEPTED : status;
  }

  void disable(String admin, String account) {
    var request =
        DisableAccountRequest.newBuilder()
            .setRequestId(UUID.randomUUID().toString())
            .setAccountId(account)
            .setReason("a test")
            .build();
    var _ = PatientRpc.answer(() -> accounts(admin).disableAccount(request));
  }

  void revokeBuyer(String admin, String account) {
    var request =
        RevokeRoleRequest.newBuilder()
            .setRequestId(UUID.randomUUID().toString())
            .setAccountId(account)
            .setRole(Role.ROLE_BUYER)
            .build();
    var _ = PatientRpc.answer(() -> accounts(admin).revokeRole(request));
  }

  private AccountAdminServiceBlockingStub accounts(String admin) {
    var user =
        channels.entrySet().stream()
            .filter(node -> node.getKey().startsWith("user "))
            .findFirst()
            .orElseThrow()
            .getValue();
    return AccountAdminServiceGrpc.newBlockingStub(user)
        .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .withCallCredentials(new BearerToken(() -> admin));
  }

  private static int ping(ManagedChannel channel, String token) {
    try {
      var _ =
          PingServiceGrpc.newBlockingStub(channel)
              .withDeadlineAfter(2, TimeUnit.SECONDS)
              .withCallCredentials(new BearerToken(() -> token))
              .ping(PingRequest.getDefaultInstance());
      return ACCEPTED;
    } catch (StatusRuntimeException e) {
      return switch (e.getStatus().getCode()) {
        case UNAUTHENTICATED -> REFUSED;
        case UNAVAILABLE, DEADLINE_EXCEEDED -> UNDECIDED;
        default -> throw e;
      };
    }
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
  }
}
