package boxoffice.inventory.venue;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.change.Mask;
import boxoffice.inventory.change.Page;
import boxoffice.inventory.membership.Memberships;
import boxoffice.inventory.v1.CreateVenueRequest;
import boxoffice.inventory.v1.CreateVenueResponse;
import boxoffice.inventory.v1.DeleteVenueRequest;
import boxoffice.inventory.v1.DeleteVenueResponse;
import boxoffice.inventory.v1.GetVenueRequest;
import boxoffice.inventory.v1.GetVenueResponse;
import boxoffice.inventory.v1.ListVenuesRequest;
import boxoffice.inventory.v1.ListVenuesResponse;
import boxoffice.inventory.v1.UpdateVenueRequest;
import boxoffice.inventory.v1.UpdateVenueResponse;
import boxoffice.inventory.v1.VenueDeleted;
import boxoffice.inventory.v1.VenueInUse;
import boxoffice.inventory.v1.VenueServiceGrpc;
import boxoffice.wire.WireException;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jooq.DSLContext;

/// The wire face of venues.
final class VenueGrpcService extends VenueServiceGrpc.VenueServiceImplBase {
  private static final Set<String> CHANGEABLE = Set.of("display_name", "address", "time_zone");

  private final DSLContext sql;
  private final VenueStore store;
  private final Memberships memberships;
  private final ChangeVenue changeVenue;

  VenueGrpcService(
      DSLContext sql, VenueStore store, Memberships memberships, ChangeVenue changeVenue) {
    this.sql = sql;
    this.store = store;
    this.memberships = memberships;
    this.changeVenue = changeVenue;
  }

  @Override
  public void createVenue(CreateVenueRequest request, StreamObserver<CreateVenueResponse> reply) {
    var venue =
        changeVenue.create(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getOrganisationId()),
            new Venue.Description(
                request.getDisplayName(), request.getAddress(), zone(request.getTimeZone())));
    reply.onNext(CreateVenueResponse.newBuilder().setVenue(toProto(venue)).build());
    reply.onCompleted();
  }

  @Override
  public void getVenue(GetVenueRequest request, StreamObserver<GetVenueResponse> reply) {
    var venue =
        store
            .find(sql, WireTypes.uuid(request.getVenueId()))
            .orElseThrow(() -> WireException.notFound("venue"));
    reply.onNext(GetVenueResponse.newBuilder().setVenue(toProto(venue)).build());
    reply.onCompleted();
  }

  @Override
  public void listVenues(ListVenuesRequest request, StreamObserver<ListVenuesResponse> reply) {
    var organisation = WireTypes.uuid(request.getOrganisationId());
    memberships.check(sql, organisation, "organisation");
    var page = Page.of(request.getPageSize(), request.getPageToken());
    var response = ListVenuesResponse.newBuilder();
    var next =
        page.fill(
            store.list(sql, organisation, page),
            venue -> response.addVenues(toProto(venue)),
            last -> new Page.After(last.description().displayName(), last.venueId()));
    reply.onNext(response.setNextPageToken(next).build());
    reply.onCompleted();
  }

  @Override
  public void updateVenue(UpdateVenueRequest request, StreamObserver<UpdateVenueResponse> reply) {
    var mask = Mask.of(request.getUpdateMask(), CHANGEABLE);
    var zone = mask.has("time_zone") ? zone(request.getTimeZone()) : ZoneOffset.UTC;
    var venue =
        changeVenue.update(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getVenueId()),
            request.getEtag(),
            before ->
                new Venue.Description(
                    mask.pickName("display_name", request.getDisplayName(), before.displayName()),
                    mask.pick("address", request.getAddress(), before.address()),
                    mask.pick("time_zone", zone, before.timeZone())));
    reply.onNext(UpdateVenueResponse.newBuilder().setVenue(toProto(venue)).build());
    reply.onCompleted();
  }

  @Override
  public void deleteVenue(DeleteVenueRequest request, StreamObserver<DeleteVenueResponse> reply) {
    var seatMaps =
        changeVenue.delete(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getVenueId()),
            request.getEtag());
    var response = DeleteVenueResponse.newBuilder();
    reply.onNext(
        seatMaps == 0
            ? response.setDeleted(VenueDeleted.getDefaultInstance()).build()
            : response.setInUse(VenueInUse.newBuilder().setSeatMapCount(seatMaps)).build());
    reply.onCompleted();
  }

  /// Only names of regions: an offset says nothing about next summer.
  private static ZoneId zone(String name) {
    if (!ZoneId.getAvailableZoneIds().contains(name)) {
      throw WireException.invalidField("time_zone", "is no IANA time zone");
    }
    return ZoneId.of(name);
  }

  private static boxoffice.inventory.v1.Venue toProto(Venue venue) {
    return boxoffice.inventory.v1.Venue.newBuilder()
        .setVenueId(venue.venueId().toString())
        .setOrganisationId(venue.organisationId().toString())
        .setDisplayName(venue.description().displayName())
        .setAddress(venue.description().address())
        .setTimeZone(venue.description().timeZone().getId())
        .setCreateTime(WireTypes.timestamp(venue.createTime()))
        .setUpdateTime(WireTypes.timestamp(venue.updateTime()))
        .setEtag(Change.etag(venue.revision()))
        .build();
  }
}
