package boxoffice.inventory;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import boxoffice.inventory.v1.CancelEventRequest;
import boxoffice.inventory.v1.CancelPerformanceRequest;
import boxoffice.inventory.v1.CategoryPrice;
import boxoffice.inventory.v1.CreateEventRequest;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.Event;
import boxoffice.inventory.v1.EventServiceGrpc;
import boxoffice.inventory.v1.EventServiceGrpc.EventServiceBlockingStub;
import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.OpenPerformanceRequest;
import boxoffice.inventory.v1.OpenPerformanceResponse;
import boxoffice.inventory.v1.PausePerformanceRequest;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceServiceGrpc.PerformanceServiceBlockingStub;
import boxoffice.inventory.v1.PerformanceState;
import boxoffice.inventory.v1.PublishPerformanceRequest;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.TicketTypeServiceGrpc;
import boxoffice.inventory.v1.TicketTypeServiceGrpc.TicketTypeServiceBlockingStub;
import boxoffice.money.v1.Money;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.WireTypes;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What an organiser does with events and performances, in a hall of two categories.
public final class Shows {
  private static final String HALL =
      """
      {"name":"Two Categories","categories":[{"name":"Stalls"},{"name":"Circle"}],
       "zones":[{"name":"Hall","rows":[
        {"row_number":"A","seats":[
         {"seat_guid":"a1","seat_number":"1","position":{"x":0,"y":0},"category":"Stalls"},
         {"seat_guid":"a2","seat_number":"2","position":{"x":25,"y":0},"category":"Stalls"}]},
        {"row_number":"B","seats":[
         {"seat_guid":"b1","seat_number":"1","position":{"x":0,"y":25},"category":"Circle"}]}]}]}\
      """;

  private final RunningInventoryGrpc inventory;
  private final String token;
  private final Catalogue catalogue;
  private final SeatMap hall;
  private final Instant start = Instant.now().plus(Duration.ofDays(20));

  /// @param token of an organiser
  public Shows(RunningInventoryGrpc inventory, String token) {
    this.inventory = inventory;
    this.token = token;
    this.catalogue = inventory.catalogue(token);
    this.hall = inventory.importSeatMap(token, UUID.randomUUID(), HALL);
  }

  public String token() {
    return token;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  public SeatMap hall() {
    return hall;
  }

  public EventServiceBlockingStub events() {
    return events(token);
  }

  public EventServiceBlockingStub events(String as) {
    return EventServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(new BearerToken(() -> as));
  }

  public PerformanceServiceBlockingStub performances() {
    return inventory.performances(token);
  }

  public TicketTypeServiceBlockingStub ticketTypes(String as) {
    return TicketTypeServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(new BearerToken(() -> as));
  }

  public static String newId() {
    return UUID.randomUUID().toString();
  }

  public Event event(String name, boolean published) {
    return events()
        .createEvent(
            CreateEventRequest.newBuilder()
                .setRequestId(newId())
                .setOrganisationId(catalogue.organisationId())
                .setDisplayName(name)
                .setPublished(published)
                .build())
        .getEvent();
  }

  public Event cancel(Event event) {
    return events()
        .cancelEvent(
            CancelEventRequest.newBuilder()
                .setRequestId(newId())
                .setEventId(event.getEventId())
                .build())
        .getEvent();
  }

  /// A performance of the published event on sale, in twenty days.
  public CreatePerformanceRequest.Builder request() {
    return CreatePerformanceRequest.newBuilder()
        .setRequestId(newId())
        .setDisplayName("Show")
        .setSeatMapId(hall.getSeatMapId())
        .setEventId(catalogue.eventId())
        .setState(PerformanceState.PERFORMANCE_STATE_OPEN)
        .setOrphansAllowed(true)
        .setOnSaleTime(WireTypes.timestamp(start.minus(Duration.ofDays(30))))
        .setOffSaleTime(WireTypes.timestamp(start))
        .setStartTime(WireTypes.timestamp(start))
        .addPrices(price("Stalls", 2500))
        .addPrices(price("Circle", 1500));
  }

  public static CategoryPrice price(String category, long minor) {
    return CategoryPrice.newBuilder().setCategory(category).setPrice(euros(minor)).build();
  }

  public static Money euros(long minor) {
    return Money.newBuilder().setAmountMinor(minor).setCurrency("EUR").build();
  }

  public Performance create(CreatePerformanceRequest.Builder request) {
    return performances().createPerformance(request.build()).getPerformance();
  }

  public Performance create(PerformanceState state) {
    return create(request().setState(state));
  }

  public Performance read(String as, String id) {
    return inventory
        .performances(as)
        .getPerformance(GetPerformanceRequest.newBuilder().setPerformanceId(id).build())
        .getPerformance();
  }

  public OpenPerformanceResponse open(String id) {
    return performances()
        .openPerformance(
            OpenPerformanceRequest.newBuilder().setRequestId(newId()).setPerformanceId(id).build());
  }

  public static PublishPerformanceRequest.Builder publishing(String id) {
    return PublishPerformanceRequest.newBuilder().setRequestId(newId()).setPerformanceId(id);
  }

  public static OpenPerformanceRequest.Builder opening(String id) {
    return OpenPerformanceRequest.newBuilder().setRequestId(newId()).setPerformanceId(id);
  }

  public static PausePerformanceRequest.Builder pausing(String id) {
    return PausePerformanceRequest.newBuilder().setRequestId(newId()).setPerformanceId(id);
  }

  public static CancelPerformanceRequest.Builder cancelling(String id) {
    return CancelPerformanceRequest.newBuilder().setRequestId(newId()).setPerformanceId(id);
  }

  /// All that a refused caller gets to see.
  public static String refusal(ThrowingCallable call) {
    var failure = catchThrowableOfType(StatusRuntimeException.class, call);
    if (failure == null) {
      return "none";
    }
    return ErrorStatus.info(failure)
        .map(info -> info.getReason() + " " + failure.getStatus() + " " + info)
        .orElse("without a reason " + failure);
  }

  /// Why a call was refused.
  public static String reason(ThrowingCallable call) {
    return refusal(call).split(" ", 2)[0];
  }
}
