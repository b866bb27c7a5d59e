package boxoffice.inventory.house;

import boxoffice.inventory.channel.Channels;
import boxoffice.inventory.channel.SeatChannels;
import boxoffice.inventory.performance.PerformanceChanges;
import boxoffice.inventory.seatmap.SeatMapLayout;
import boxoffice.inventory.seatmap.SeatMaps;
import boxoffice.inventory.v1.AllocatedSeat;
import boxoffice.inventory.v1.AllocatedSeatState;
import boxoffice.inventory.v1.Allocation;
import boxoffice.inventory.v1.GetAllocationRequest;
import boxoffice.inventory.v1.GetAllocationResponse;
import boxoffice.inventory.v1.ListAllocationsRequest;
import boxoffice.inventory.v1.ListAllocationsResponse;
import boxoffice.wire.Caller;
import boxoffice.wire.PageToken;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// Says what channels have of performances: to organisers of each, to a client of its own.
final class ReadAllocations {
  private static final int STANDARD_PAGE = 50;
  private static final int MAX_PAGE = 100;

  private final DSLContext sql;
  private final PerformanceChanges changes;
  private final Channels channels;
  private final SeatMaps seatMaps;
  private final AllocationStore store;

  ReadAllocations(
      DSLContext sql,
      PerformanceChanges changes,
      Channels channels,
      SeatMaps seatMaps,
      AllocationStore store) {
    this.sql = sql;
    this.changes = changes;
    this.channels = channels;
    this.seatMaps = seatMaps;
    this.store = store;
  }

  /// @throws WireException NOT_FOUND also for a channel of another organisation
  GetAllocationResponse get(GetAllocationRequest request) {
    var performance = changes.own(sql, WireTypes.uuid(request.getPerformanceId()), "performance");
    var channel = channels.own(sql, WireTypes.uuid(request.getChannelId()));
    if (!channel.organisationId().equals(performance.owner().organisationId())) {
      throw WireException.notFound("channel");
    }
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    var after = after(request.getPageToken());
    var id = performance.performanceId();
    var number = SeatChannels.number(sql, id, channel.channelId()).orElse(0);
    // one more than asked for says whether there is another page
    var found = store.seats(sql, id, number, after, size + 1);
    var layout = seatMaps.layout(performance.seatMapId());
    var counts = store.counts(sql, id, number);
    var response =
        GetAllocationResponse.newBuilder()
            .setAllocation(
                toProto(new AllocationStore.Allocation(id, channel.channelId(), counts)));
    found.stream().limit(size).map(seat -> toProto(layout, seat)).forEach(response::addSeats);
    if (found.size() > size) {
      response.setNextPageToken(token(found.get(size - 1).seatId()));
    }
    return response.build();
  }

  /// Of the client that calls.
  ListAllocationsResponse list(ListAllocationsRequest request) {
    var client =
        Caller.current().orElseThrow(() -> new IllegalStateException("access rule missing"));
    var size = PageToken.size(request.getPageSize(), STANDARD_PAGE, MAX_PAGE);
    var after = after(request.getPageToken());
    var found = store.ofClient(sql, client.subject(), after, size + 1);
    var response = ListAllocationsResponse.newBuilder();
    found.stream().limit(size).map(ReadAllocations::toProto).forEach(response::addAllocations);
    if (found.size() > size) {
      response.setNextPageToken(token(found.get(size - 1).performanceId()));
    }
    return response.build();
  }

  private static @Nullable UUID after(String text) {
    var token = PageToken.parse(text, 1);
    try {
      return token.isFirstPage() ? null : WireTypes.uuid(token.parts().getFirst());
    } catch (IllegalArgumentException e) {
      throw PageToken.invalid(e);
    }
  }

  private static String token(UUID last) {
    return new PageToken(List.of(last.toString())).encode();
  }

  private static Allocation toProto(AllocationStore.Allocation allocation) {
    var counts = allocation.counts();
    return Allocation.newBuilder()
        .setPerformanceId(allocation.performanceId().toString())
        .setChannelId(allocation.channelId().toString())
        .setAllocatedCount(counts.allocated())
        .setFreeCount(counts.free())
        .setReservedCount(counts.reserved())
        .setSoldCount(counts.sold())
        .build();
  }

  private static AllocatedSeat toProto(
      SeatMapLayout layout, AllocationStore.AllocatedSeat allocated) {
    var seat = layout.planned(allocated.seatId());
    return AllocatedSeat.newBuilder()
        .setSeatId(allocated.seatId().toString())
        .setSection(seat.section())
        .setRow(seat.row())
        .setNumber(seat.number())
        .setState(
            switch (allocated.state()) {
              case "RESERVED" -> AllocatedSeatState.ALLOCATED_SEAT_STATE_RESERVED;
              case "BOOKED" -> AllocatedSeatState.ALLOCATED_SEAT_STATE_SOLD;
              default -> AllocatedSeatState.ALLOCATED_SEAT_STATE_FREE;
            })
        .build();
  }
}
