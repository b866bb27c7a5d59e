package boxoffice.inventory.event;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Mask;
import boxoffice.inventory.change.Page;
import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.v1.CancelEventRequest;
import boxoffice.inventory.v1.CancelEventResponse;
import boxoffice.inventory.v1.CreateEventRequest;
import boxoffice.inventory.v1.CreateEventResponse;
import boxoffice.inventory.v1.EventCancelled;
import boxoffice.inventory.v1.EventServiceGrpc;
import boxoffice.inventory.v1.EventState;
import boxoffice.inventory.v1.GetEventRequest;
import boxoffice.inventory.v1.GetEventResponse;
import boxoffice.inventory.v1.ListEventsRequest;
import boxoffice.inventory.v1.ListEventsResponse;
import boxoffice.inventory.v1.PublishEventRequest;
import boxoffice.inventory.v1.PublishEventResponse;
import boxoffice.inventory.v1.UpdateEventRequest;
import boxoffice.inventory.v1.UpdateEventResponse;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/// The wire face of events.
final class EventGrpcService extends EventServiceGrpc.EventServiceImplBase {
  private static final Set<String> CHANGEABLE = Set.of("display_name", "description");

  private final DSLContext sql;
  private final EventStore store;
  private final Memberships memberships;
  private final ChangeEvent changeEvent;
  private final MoveEvent moveEvent;

  EventGrpcService(
      DSLContext sql,
      EventStore store,
      Memberships memberships,
      ChangeEvent changeEvent,
      MoveEvent moveEvent) {
    this.sql = sql;
    this.store = store;
    this.memberships = memberships;
    this.changeEvent = changeEvent;
    this.moveEvent = moveEvent;
  }

  @Override
  public void createEvent(CreateEventRequest request, StreamObserver<CreateEventResponse> reply) {
    var event =
        changeEvent.create(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getOrganisationId()),
            new ChangeEvent.Texts(request.getDisplayName(), request.getDescription()),
            request.getPublished() ? Event.State.PUBLISHED : Event.State.DRAFT);
    reply.onNext(CreateEventResponse.newBuilder().setEvent(toProto(event)).build());
    reply.onCompleted();
  }

  @Override
  public void getEvent(GetEventRequest request, StreamObserver<GetEventResponse> reply) {
    var event =
        store
            .find(sql, WireTypes.uuid(request.getEventId()))
            .filter(found ->
                found.state() != Event.State.DRAFT
                    || memberships.isMember(sql, found.organisationId()))
            .orElseThrow(() -> WireException.notFound("event"));
    reply.onNext(GetEventResponse.newBuilder().setEvent(toProto(event)).build());
    reply.onCompleted();
  }

  @Override
  public void listEvents(ListEventsRequest request, StreamObserver<ListEventsResponse> reply) {
    var organisation = organisation(request.getOrganisationId());
    var page = Page.of(request.getPageSize(), request.getPageToken());
    var response = ListEventsResponse.newBuilder();
    var next =
        page.fill(
            store.list(sql, organisation, page),
            event -> response.addEvents(toProto(event)),
            last -> new Page.After(last.displayName(), last.eventId()));
    reply.onNext(response.setNextPageToken(next).build());
    reply.onCompleted();
  }

  private @Nullable UUID organisation(String text) {
    if (text.isEmpty()) {
      return null;
    }
    var id = WireTypes.uuid(text);
    memberships.check(sql, id, "organisation");
    return id;
  }

  @Override
  public void updateEvent(UpdateEventRequest request, StreamObserver<UpdateEventResponse> reply) {
    var mask = Mask.of(request.getUpdateMask(), CHANGEABLE);
    var event =
        changeEvent.update(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getEventId()),
            request.getEtag(),
            before ->
                new Event(
                    before.eventId(),
                    before.organisationId(),
                    mask.pickName("display_name", request.getDisplayName(), before.displayName()),
                    mask.pick("description", request.getDescription(), before.description()),
                    before.state(),
                    before.revision(),
                    before.createTime(),
                    before.updateTime()));
    reply.onNext(UpdateEventResponse.newBuilder().setEvent(toProto(event)).build());
    reply.onCompleted();
  }

  @Override
  public void publishEvent(
      PublishEventRequest request, StreamObserver<PublishEventResponse> reply) {
    var event =
        moveEvent.move(
            sql,
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getEventId()),
            request.getEtag(),
            Event.State.PUBLISHED);
    var response = PublishEventResponse.newBuilder();
    reply.onNext(
        event.state() == Event.State.CANCELLED
            ? response.setCancelled(EventCancelled.getDefaultInstance()).build()
            : response.setEvent(toProto(event)).build());
    reply.onCompleted();
  }

  @Override
  public void cancelEvent(CancelEventRequest request, StreamObserver<CancelEventResponse> reply) {
    var event =
        moveEvent.move(
            sql,
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getEventId()),
            request.getEtag(),
            Event.State.CANCELLED);
    reply.onNext(CancelEventResponse.newBuilder().setEvent(toProto(event)).build());
    reply.onCompleted();
  }

  private static boxoffice.inventory.v1.Event toProto(Event event) {
    return boxoffice.inventory.v1.Event.newBuilder()
        .setEventId(event.eventId().toString())
        .setOrganisationId(event.organisationId().toString())
        .setDisplayName(event.displayName())
        .setDescription(event.description())
        .setState(
            switch (event.state()) {
              case DRAFT -> EventState.EVENT_STATE_DRAFT;
              case PUBLISHED -> EventState.EVENT_STATE_PUBLISHED;
              case CANCELLED -> EventState.EVENT_STATE_CANCELLED;
            })
        .setCreateTime(WireTypes.timestamp(event.createTime()))
        .setUpdateTime(WireTypes.timestamp(event.updateTime()))
        .setEtag(Change.etag(event.revision()))
        .build();
  }
}
