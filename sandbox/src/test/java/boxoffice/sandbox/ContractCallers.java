package boxoffice.sandbox;

import boxoffice.access.v1.Access;
import boxoffice.access.v1.AccessOuterClass;
import boxoffice.user.v1.ClientServiceGrpc;
import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.CreateClientRequest;
import boxoffice.user.v1.IssueClientTokenRequest;
import boxoffice.wire.BearerToken;
import boxoffice.wire.Rpcs;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who may call an RPC of the contract, and who is signed in and may not.
final class ContractCallers implements AutoCloseable {
  private static final String USERS = "boxoffice.user.v1";
  private static final String PARTNER = "walker";

  private final Map<String, ManagedChannel> channels = new HashMap<>();

  /// Of a client, by the one scope that it has.
  private final Map<String, String> clients = new HashMap<>();

  private final String admin;
  private final String buyer;

  ContractCallers(LocalSystem system) {
    var ports = system.ports();
    channels.put(USERS, connect(ports.user()));
    channels.put("boxoffice.inventory.v1", connect(ports.inventory()));
    channels.put("boxoffice.access.v1", connect(ports.inventory()));
    channels.put("boxoffice.order.v1", connect(ports.order()));
    try (var edge = new EdgeClient(system.edgeUrl(), ContractCallers::newId)) {
      admin = DemoData.signIn(edge, DemoData.ADMIN, DemoData.PASSWORD);
      buyer = system.people().buyers(1).getFirst().token();
      var owner = edge.get("/v1/accounts/me", admin).ok().path("accountId").asString();
      makeClients(system, owner);
    }
  }

  /// A partner has what admins can give, order-grpc has the rest.
  private void makeClients(LocalSystem system, String owner) {
    var ofPartners = new TreeSet<String>();
    var ofServices = new TreeSet<String>();
    for (var rpc : Rpcs.all()) {
      ofPartners.add(access(rpc).getSignedInOrScope());
      ofServices.add(access(rpc).getScope());
    }
    ofServices.removeAll(ofPartners);
    ofPartners.remove("");
    var secret = secretOfPartner(owner, ofPartners);
    ofPartners.forEach(scope -> clients.put(scope, token(PARTNER, secret, scope)));
    var ofOrder = system.clientSecret(ServiceProgram.ORDER);
    ofServices.forEach(scope -> clients.put(scope, token("order-grpc", ofOrder, scope)));
  }

  private String secretOfPartner(String owner, Set<String> scopes) {
    var request =
        CreateClientRequest.newBuilder()
            .setRequestId(newId())
            .setClientId(PARTNER)
            .setDisplayName("Walker")
            .setOwnerId(owner)
            .addAllScopes(scopes)
            .build();
    return PatientRpc.answer(() ->
            ClientServiceGrpc.newBlockingStub(channel(USERS))
                .withCallCredentials(new BearerToken(() -> admin))
                .createClient(request))
        .getClientSecret();
  }

  private String token(String client, String secret, String scope) {
    var request =
        IssueClientTokenRequest.newBuilder()
            .setRequestId(newId())
            .setClientId(client)
            .setClientSecret(secret)
            .addScopes(scope)
            .build();
    return PatientRpc.answer(
            () -> ClientTokenServiceGrpc.newBlockingStub(channel(USERS)).issueClientToken(request))
        .getAccessToken();
  }

  ManagedChannel channel(MethodDescriptor rpc) {
    return channel(rpc.getFile().getPackage());
  }

  private ManagedChannel channel(String protoPackage) {
    var channel = channels.get(protoPackage);
    if (channel == null) {
      throw new IllegalStateException("nobody serves " + protoPackage);
    }
    return channel;
  }

  /// Who may call it.
  @Nullable String caller(MethodDescriptor rpc) {
    var access = access(rpc);
    return switch (access.getCallerCase()) {
      case ANYONE -> null;
      case SIGNED_IN, ROLE, SIGNED_IN_OR_SCOPE -> admin;
      case SCOPE -> clients.get(access.getScope());
      case CALLER_NOT_SET -> throw new IllegalStateException(rpc.getFullName());
    };
  }

  /// Who is signed in and may not.
  List<String> strangers(MethodDescriptor rpc) {
    var access = access(rpc);
    var scope = access.getScope() + access.getSignedInOrScope();
    var strangers = new ArrayList<String>();
    clients.forEach((other, token) -> {
      if (!other.equals(scope)) {
        strangers.add(token);
      }
    });
    if (access.getCallerCase() == Access.CallerCase.SCOPE) {
      strangers.addAll(List.of(admin, buyer));
    }
    if (access.getCallerCase() == Access.CallerCase.ROLE) {
      strangers.add(buyer);
    }
    return strangers;
  }

  static Access access(MethodDescriptor rpc) {
    return rpc.getOptions().getExtension(AccessOuterClass.access);
  }

  private static ManagedChannel connect(int port) {
    return Grpc.newChannelBuilder("localhost:" + port, InsecureChannelCredentials.create()).build();
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
  }
}
