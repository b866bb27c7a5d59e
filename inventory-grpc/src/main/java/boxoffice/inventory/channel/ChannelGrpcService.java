package boxoffice.inventory.channel;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Page;
import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.v1.ChannelServiceGrpc;
import boxoffice.inventory.v1.CreateChannelRequest;
import boxoffice.inventory.v1.CreateChannelResponse;
import boxoffice.inventory.v1.GetChannelRequest;
import boxoffice.inventory.v1.GetChannelResponse;
import boxoffice.inventory.v1.ListChannelsRequest;
import boxoffice.inventory.v1.ListChannelsResponse;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import org.jooq.DSLContext;

/// The wire face of channels.
final class ChannelGrpcService extends ChannelServiceGrpc.ChannelServiceImplBase {
  private final DSLContext sql;
  private final ChannelStore store;
  private final Channels channels;
  private final Memberships memberships;
  private final CreateChannel createChannel;

  ChannelGrpcService(
      DSLContext sql,
      ChannelStore store,
      Channels channels,
      Memberships memberships,
      CreateChannel createChannel) {
    this.sql = sql;
    this.store = store;
    this.channels = channels;
    this.memberships = memberships;
    this.createChannel = createChannel;
  }

  @Override
  public void createChannel(
      CreateChannelRequest request, StreamObserver<CreateChannelResponse> reply) {
    var wanted =
        new CreateChannel.Request(
            WireTypes.uuid(request.getOrganisationId()),
            request.getDisplayName(),
            request.getClientId());
    var response = CreateChannelResponse.newBuilder();
    switch (createChannel.create(Change.of(request.getRequestId(), request), wanted)) {
      case CreateChannel.Result.Created created -> response.setChannel(toProto(created.channel()));
      case CreateChannel.Result.ClientTaken taken -> response.setClientTaken(toProto(taken.by()));
    }
    reply.onNext(response.build());
    reply.onCompleted();
  }

  @Override
  public void getChannel(GetChannelRequest request, StreamObserver<GetChannelResponse> reply) {
    var channel = channels.own(sql, WireTypes.uuid(request.getChannelId()));
    reply.onNext(GetChannelResponse.newBuilder().setChannel(toProto(channel)).build());
    reply.onCompleted();
  }

  @Override
  public void listChannels(
      ListChannelsRequest request, StreamObserver<ListChannelsResponse> reply) {
    var organisation = WireTypes.uuid(request.getOrganisationId());
    memberships.check(sql, organisation, "organisation");
    var page = Page.of(request.getPageSize(), request.getPageToken());
    var response = ListChannelsResponse.newBuilder();
    var next =
        page.fill(
            store.list(sql, organisation, page),
            channel -> response.addChannels(toProto(channel)),
            last -> new Page.After(last.displayName(), last.channelId()));
    reply.onNext(response.setNextPageToken(next).build());
    reply.onCompleted();
  }

  private static boxoffice.inventory.v1.Channel toProto(Channel channel) {
    return boxoffice.inventory.v1.Channel.newBuilder()
        .setChannelId(channel.channelId().toString())
        .setOrganisationId(channel.organisationId().toString())
        .setDisplayName(channel.displayName())
        .setClientId(channel.clientId())
        .setCreateTime(WireTypes.timestamp(channel.createTime()))
        .build();
  }
}
