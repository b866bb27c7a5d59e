package boxoffice.inventory.house;

import static boxoffice.inventory.Shows.newId;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.v1.AllocateSeatsRequest;
import boxoffice.inventory.v1.AllocationServiceGrpc;
import boxoffice.inventory.v1.AllocationServiceGrpc.AllocationServiceBlockingStub;
import boxoffice.inventory.v1.AreaPlaces;
import boxoffice.inventory.v1.BlockSeatsRequest;
import boxoffice.inventory.v1.BlockServiceGrpc;
import boxoffice.inventory.v1.BlockServiceGrpc.BlockServiceBlockingStub;
import boxoffice.inventory.v1.Channel;
import boxoffice.inventory.v1.ChannelServiceGrpc;
import boxoffice.inventory.v1.CreateChannelRequest;
import boxoffice.inventory.v1.NamedSeats;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.ReleaseAllocationRequest;
import boxoffice.inventory.v1.SeatRefusalReason;
import boxoffice.inventory.v1.SeatSet;
import boxoffice.inventory.v1.SeatsRefused;
import boxoffice.inventory.v1.UnblockSeatsRequest;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What the people of a house ask for.
record HouseCalls(RunningInventoryGrpc inventory) {
  BlockServiceBlockingStub blocks(Person person) {
    return BlockServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(new BearerToken(person::accessToken));
  }

  AllocationServiceBlockingStub allocations(Person person) {
    return allocations(person.accessToken());
  }

  AllocationServiceBlockingStub allocations(String accessToken) {
    return AllocationServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(new BearerToken(() -> accessToken));
  }

  Channel channel(Person organiser, String clientId) {
    return ChannelServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(new BearerToken(organiser::accessToken))
        .createChannel(
            CreateChannelRequest.newBuilder()
                .setRequestId(newId())
                .setOrganisationId(inventory.catalogue(organiser.accessToken()).organisationId())
                .setDisplayName("Channel")
                .setClientId(clientId)
                .build())
        .getChannel();
  }

  /// A performance on sale of an organiser's, of a hall with one row.
  Performance performance(Person organiser, int seats) {
    return new HousePlan(inventory, organiser).performance(seats);
  }

  SeatSet seats(Performance performance, int... ordinals) {
    return named(ids(performance, ordinals));
  }

  List<String> ids(Performance performance, int... ordinals) {
    var ids = inventory.seatIds(performance);
    return IntStream.of(ordinals).mapToObj(ids::get).toList();
  }

  static SeatSet named(List<String> ids) {
    return SeatSet.newBuilder().setSeats(NamedSeats.newBuilder().addAllSeatIds(ids)).build();
  }

  static SeatSet places(String area, int count) {
    return SeatSet.newBuilder()
        .setPlaces(AreaPlaces.newBuilder().setAreaId(area).setCount(count))
        .build();
  }

  static BlockSeatsRequest block(Performance performance, SeatSet seats) {
    return BlockSeatsRequest.newBuilder()
        .setRequestId(newId())
        .setPerformanceId(performance.getPerformanceId())
        .setSeats(seats)
        .setReason("Camera")
        .build();
  }

  static UnblockSeatsRequest unblock(Performance performance, SeatSet seats) {
    return UnblockSeatsRequest.newBuilder()
        .setRequestId(newId())
        .setPerformanceId(performance.getPerformanceId())
        .setSeats(seats)
        .build();
  }

  static AllocateSeatsRequest allocate(Performance performance, Channel channel, SeatSet seats) {
    return AllocateSeatsRequest.newBuilder()
        .setRequestId(newId())
        .setPerformanceId(performance.getPerformanceId())
        .setChannelId(channel.getChannelId())
        .setSeats(seats)
        .build();
  }

  static ReleaseAllocationRequest.Builder release(Performance performance, Channel channel) {
    return ReleaseAllocationRequest.newBuilder()
        .setRequestId(newId())
        .setPerformanceId(performance.getPerformanceId())
        .setChannelId(channel.getChannelId());
  }

  /// Of a refusal, each seat's ordinal and why, such as "3 TAKEN".
  List<String> refused(Performance performance, SeatsRefused refused) {
    var ids = inventory.seatIds(performance);
    return refused.getSeatsList().stream()
        .map(seat -> ids.indexOf(seat.getSeatId()) + " " + shortName(seat.getReason()))
        .toList();
  }

  private static String shortName(SeatRefusalReason reason) {
    return reason.name().substring("SEAT_REFUSAL_REASON_".length());
  }

  /// What a buyer's or partner's hold of these seats comes to: "held", or the reasons by ordinal.
  String hold(String accessToken, Performance performance, int... ordinals) {
    var answer = inventory.hold(accessToken, performance, ordinals);
    if (answer.hasHeld()) {
      return "held";
    }
    var ids = inventory.seatIds(performance);
    return answer.getSeatsUnavailable().getSeatsList().stream()
        .map(seat ->
            ids.indexOf(seat.getSeatId())
                + " "
                + seat.getReason().name().substring("UNAVAILABLE_REASON_".length()))
        .collect(Collectors.joining(", "));
  }

  /// Holds and reserves as a buyer.
  String reserve(String ordersToken, Person buyer, Performance performance, int... ordinals) {
    var hold = inventory.hold(buyer.accessToken(), performance, ordinals).getHeld();
    var order = UUID.randomUUID();
    var reserved =
        inventory
            .reservations(ordersToken)
            .reserveSeats(
                RunningInventoryGrpc.reserveRequest(
                    order, hold.getName(), buyer, Duration.ofMinutes(10)));
    if (!reserved.hasReserved()) {
      throw new AssertionError(reserved);
    }
    return order.toString();
  }
}
