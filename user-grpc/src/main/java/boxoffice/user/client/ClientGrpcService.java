package boxoffice.user.client;

import boxoffice.user.v1.AddClientSecretRequest;
import boxoffice.user.v1.AddClientSecretResponse;
import boxoffice.user.v1.Client;
import boxoffice.user.v1.ClientServiceGrpc;
import boxoffice.user.v1.CreateClientRequest;
import boxoffice.user.v1.CreateClientResponse;
import boxoffice.user.v1.DisableClientRequest;
import boxoffice.user.v1.DisableClientResponse;
import boxoffice.user.v1.EnableClientRequest;
import boxoffice.user.v1.EnableClientResponse;
import boxoffice.user.v1.ListClientsRequest;
import boxoffice.user.v1.ListClientsResponse;
import boxoffice.user.v1.RemoveClientSecretRequest;
import boxoffice.user.v1.RemoveClientSecretResponse;
import boxoffice.wire.Caller;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.grpc.server.service.GrpcService;

/// Clients over gRPC, for admins.
@GrpcService
class ClientGrpcService extends ClientServiceGrpc.ClientServiceImplBase {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final CreateClient createClient;
  private final ChangeClient changeClient;
  private final ClientStore clients;

  ClientGrpcService(CreateClient createClient, ChangeClient changeClient, ClientStore clients) {
    this.createClient = createClient;
    this.changeClient = changeClient;
    this.clients = clients;
  }

  @Override
  public void createClient(
      CreateClientRequest request, StreamObserver<CreateClientResponse> reply) {
    var made =
        createClient.create(
            admin(),
            WireTypes.uuid(request.getRequestId()),
            new ClientStore.Terms(
                request.getClientId(),
                request.getDisplayName(),
                WireTypes.uuid(request.getOwnerId()),
                Set.copyOf(request.getScopesList()),
                request.getLive()));
    reply.onNext(
        CreateClientResponse.newBuilder()
            .setClient(toProto(made.client()))
            .setClientSecret(made.secret())
            .build());
    reply.onCompleted();
  }

  @Override
  public void listClients(ListClientsRequest request, StreamObserver<ListClientsResponse> reply) {
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    var token = PageToken.parse(request.getPageToken(), 1);
    // one more than asked for says whether there is another page
    var found = clients.list(token.isFirstPage() ? "" : token.parts().getFirst(), size + 1);
    var page = ListClientsResponse.newBuilder();
    found.stream().limit(size).map(ClientGrpcService::toProto).forEach(page::addClients);
    if (found.size() > size) {
      var last = found.get(size - 1).terms().id();
      page.setNextPageToken(new PageToken(List.of(last)).encode());
    }
    reply.onNext(page.build());
    reply.onCompleted();
  }

  @Override
  public void addClientSecret(
      AddClientSecretRequest request, StreamObserver<AddClientSecretResponse> reply) {
    var made =
        changeClient.addSecret(
            admin(), WireTypes.uuid(request.getRequestId()), request.getClientId());
    reply.onNext(
        AddClientSecretResponse.newBuilder()
            .setClient(toProto(made.client()))
            .setClientSecret(made.secret())
            .build());
    reply.onCompleted();
  }

  @Override
  public void removeClientSecret(
      RemoveClientSecretRequest request, StreamObserver<RemoveClientSecretResponse> reply) {
    var client = changeClient.removeSecret(admin(), request.getClientId(), request.getSecretId());
    reply.onNext(RemoveClientSecretResponse.newBuilder().setClient(toProto(client)).build());
    reply.onCompleted();
  }

  @Override
  public void disableClient(
      DisableClientRequest request, StreamObserver<DisableClientResponse> reply) {
    var client = changeClient.disable(admin(), request.getClientId());
    reply.onNext(DisableClientResponse.newBuilder().setClient(toProto(client)).build());
    reply.onCompleted();
  }

  @Override
  public void enableClient(
      EnableClientRequest request, StreamObserver<EnableClientResponse> reply) {
    var client = changeClient.enable(admin(), request.getClientId());
    reply.onNext(EnableClientResponse.newBuilder().setClient(toProto(client)).build());
    reply.onCompleted();
  }

  private static UUID admin() {
    return Caller.person().accountId();
  }

  private static Client toProto(ClientStore.Row client) {
    var terms = client.terms();
    var proto =
        Client.newBuilder()
            .setClientId(terms.id())
            .setDisplayName(terms.displayName())
            .setOwnerId(terms.owner() == null ? "" : terms.owner().toString())
            .addAllScopes(terms.scopes().stream().sorted().toList())
            .setLive(terms.live())
            .setDisabled(client.disabled())
            .setCreateTime(WireTypes.timestamp(client.created()));
    for (var secret : client.good()) {
      proto.addSecrets(
          boxoffice.user.v1.ClientSecret.newBuilder()
              .setSecretId(secret.id())
              .setCreateTime(WireTypes.timestamp(secret.created())));
    }
    if (client.lastUsed() != null) {
      proto.setLastUseTime(WireTypes.timestamp(client.lastUsed()));
    }
    return proto.build();
  }
}
