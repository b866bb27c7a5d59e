package boxoffice.order;

import boxoffice.inventory.Partner;
import boxoffice.inventory.v1.AllocateSeatsRequest;
import boxoffice.inventory.v1.AllocationServiceGrpc;
import boxoffice.inventory.v1.ChannelServiceGrpc;
import boxoffice.inventory.v1.CreateChannelRequest;
import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.Hold;
import boxoffice.inventory.v1.NamedSeats;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.inventory.v1.SeatSet;
import boxoffice.order.v1.GetStatementRequest;
import boxoffice.order.v1.GetStatementResponse;
import boxoffice.order.v1.Holder;
import boxoffice.order.v1.PlaceOrderRequest;
import boxoffice.order.v1.PlaceOrderResponse;
import boxoffice.order.v1.StatementServiceGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.Caller;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// A partner that sells seats of its own in a [Shop].
///
/// @param client stands where a buyer would
record Agency(Shop shop, String clientId, Person client, String channelId) {
  /// With a channel, and no seats yet.
  static Agency of(Shop shop) {
    return of(shop, "orders.sell");
  }

  /// @param scopes beside that of holding
  static Agency of(Shop shop, String... scopes) {
    var partner = Partner.create(shop.user, scopes);
    var client = new Person(Caller.ownerId(partner.clientId()), "", partner.accessToken());
    var house = shop.house;
    var organiser = new BearerToken(house.organiser()::accessToken);
    var performance =
        PerformanceServiceGrpc.newBlockingStub(house.channel())
            .withCallCredentials(organiser)
            .getPerformance(
                GetPerformanceRequest.newBuilder().setPerformanceId(house.performanceId()).build())
            .getPerformance();
    var channel =
        ChannelServiceGrpc.newBlockingStub(house.channel())
            .withCallCredentials(organiser)
            .createChannel(
                CreateChannelRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setOrganisationId(performance.getOrganisationId())
                    .setDisplayName("Agency")
                    .setClientId(partner.clientId())
                    .build())
            .getChannel();
    return new Agency(shop, partner.clientId(), client, channel.getChannelId());
  }

  /// Sets aside so many seats that nobody had before, and holds them.
  Hold hold(int count) {
    return hold(shop.house.performanceId(), count);
  }

  Hold hold(String performance, int count) {
    var seats = shop.house.next(count);
    allocate(performance, seats.stream().map(SeatChoice::getSeatId).toList());
    return shop.house.hold(client, performance, PlaceHoldRequest.newBuilder().addAllSeats(seats));
  }

  private void allocate(String performance, List<String> seats) {
    var answer =
        AllocationServiceGrpc.newBlockingStub(shop.house.channel())
            .withCallCredentials(new BearerToken(shop.house.organiser()::accessToken))
            .allocateSeats(
                AllocateSeatsRequest.newBuilder()
                    .setRequestId(UUID.randomUUID().toString())
                    .setPerformanceId(performance)
                    .setChannelId(channelId)
                    .setSeats(
                        SeatSet.newBuilder().setSeats(NamedSeats.newBuilder().addAllSeatIds(seats)))
                    .build());
    if (!answer.hasAllocated()) {
      throw new AssertionError("not allocated: " + answer);
    }
  }

  Buying buying() {
    return shop.by(client);
  }

  /// What one or several holds have, for somebody with an address of their own.
  static PlaceOrderRequest.Builder order(Hold... holds) {
    var request = UUID.randomUUID().toString();
    return PlaceOrderRequest.newBuilder()
        .setRequestId(request)
        .addAllHoldNames(Stream.of(holds).map(Hold::getName).toList())
        .setHolder(
            Holder.newBuilder().setName("Ada & Bob").setEmail("ada-" + request + "@example.com"));
  }

  PlaceOrderResponse place(PlaceOrderRequest.Builder order) {
    return buying().orders().placeOrder(order.build());
  }

  /// Of the month that it is.
  GetStatementResponse statement(int pageSize, String pageToken) {
    return StatementServiceGrpc.newBlockingStub(shop.order.channel())
        .withCallCredentials(new BearerToken(client::accessToken))
        .getStatement(
            GetStatementRequest.newBuilder()
                .setMonth(thisMonth())
                .setPageSize(pageSize)
                .setPageToken(pageToken)
                .build());
  }

  static String thisMonth() {
    return YearMonth.now(Clock.systemUTC()).toString();
  }
}
