package boxoffice.inventory.house;

import static boxoffice.inventory.Shows.newId;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.v1.CategoryPrice;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.PublishSeatMapRequest;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapHeader;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.inventory.v1.UpdateAreaRequest;
import boxoffice.money.v1.Money;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.WireTypes;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// Halls and performances of an organiser's.
record HousePlan(RunningInventoryGrpc inventory, Person organiser) {
  private static final Duration SALE = Duration.ofDays(30);

  Performance performance(int seats) {
    var hall =
        inventory.importSeatMap(
            organiser.accessToken(), UUID.randomUUID(), RunningInventoryGrpc.plan(seats));
    return performance(hall, PerformanceState.PERFORMANCE_STATE_OPEN);
  }

  Performance performance(SeatMap hall, PerformanceState state) {
    var now = Instant.now();
    return inventory
        .performances(organiser.accessToken())
        .createPerformance(
            CreatePerformanceRequest.newBuilder()
                .setRequestId(newId())
                .setDisplayName("House Performance")
                .setSeatMapId(hall.getSeatMapId())
                .setEventId(inventory.catalogue(organiser.accessToken()).eventId())
                .setState(state)
                .setOnSaleTime(WireTypes.timestamp(now.minus(Duration.ofHours(1))))
                .setOffSaleTime(WireTypes.timestamp(now.plus(SALE)))
                .setStartTime(WireTypes.timestamp(now.plus(SALE)))
                .setOrphansAllowed(true)
                .setSeatsPerBuyer(1000)
                .addPrices(
                    CategoryPrice.newBuilder()
                        .setCategory("Stalls")
                        .setPrice(Money.newBuilder().setAmountMinor(2500).setCurrency("EUR")))
                .build())
        .getPerformance();
  }

  /// A hall with one row and an area to stand in, published.
  SeatMap withArea(int seats, int capacity) {
    var plan =
        RunningInventoryGrpc.plan(seats)
            .replace("\"rows\":", "\"areas\":[{\"text\":\"Pit\"}],\"rows\":");
    var draft = importDraft(SeatMapHeader.newBuilder(), plan);
    var stub = SeatMapServiceGrpc.newBlockingStub(inventory.channel()).withCallCredentials(token());
    var _ =
        stub.updateArea(
            UpdateAreaRequest.newBuilder()
                .setRequestId(newId())
                .setSeatMapId(draft.getSeatMapId())
                .setAreaId(draft.getAreas(0).getAreaId())
                .setDisplayName("Pit")
                .setCapacity(capacity)
                .setCategory("Stalls")
                .build());
    publish(draft);
    return draft;
  }

  SeatMap importDraft(SeatMapHeader.Builder header, String plan) {
    var answer = new CompletableFuture<SeatMap>();
    var upload =
        SeatMapServiceGrpc.newStub(inventory.channel())
            .withCallCredentials(token())
            .importSeatMap(
                new StreamObserver<ImportSeatMapResponse>() {
                  @Override
                  public void onNext(ImportSeatMapResponse response) {
                    answer.complete(response.getSeatMap());
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    upload.onNext(
        ImportSeatMapRequest.newBuilder()
            .setHeader(
                header
                    .setRequestId(newId())
                    .setVenueId(inventory.catalogue(organiser.accessToken()).venueId()))
            .build());
    upload.onNext(
        ImportSeatMapRequest.newBuilder()
            .setChunk(ByteString.copyFrom(plan, StandardCharsets.UTF_8))
            .build());
    upload.onCompleted();
    return answer.join();
  }

  boolean publish(SeatMap draft) {
    return SeatMapServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(token())
        .publishSeatMap(
            PublishSeatMapRequest.newBuilder()
                .setRequestId(newId())
                .setSeatMapId(draft.getSeatMapId())
                .build())
        .hasSeatMap();
  }

  private BearerToken token() {
    return new BearerToken(organiser::accessToken);
  }
}
