package boxoffice.inventory.venue;

import static boxoffice.inventory.Refusals.assertInvalid;
import static boxoffice.inventory.Refusals.assertRefused;
import static boxoffice.inventory.Refusals.assertSameFailure;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.Catalogue;
import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.v1.CreateVenueRequest;
import boxoffice.inventory.v1.DeleteVenueRequest;
import boxoffice.inventory.v1.DeleteVenueResponse;
import boxoffice.inventory.v1.GetVenueRequest;
import boxoffice.inventory.v1.ListVenuesRequest;
import boxoffice.inventory.v1.UpdateVenueRequest;
import boxoffice.inventory.v1.Venue;
import boxoffice.inventory.v1.VenueServiceGrpc;
import boxoffice.inventory.v1.VenueServiceGrpc.VenueServiceBlockingStub;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import com.google.protobuf.FieldMask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Venues over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VenuesTest {
  private final RunningInventoryGrpc inventory;
  private final RunningUserGrpc users;
  private final Person ada;
  private final Person bob;
  private final Catalogue catalogue;

  VenuesTest(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    this.inventory = inventory;
    this.ada = users.organiser();
    this.bob = users.organiser();
    this.catalogue = inventory.catalogue(ada.accessToken());
  }

  @Test
  void showsAVenueToEverybody() {
    var venue = created("Old Theatre");

    var read =
        VenueServiceGrpc.newBlockingStub(inventory.channel())
            .getVenue(GetVenueRequest.newBuilder().setVenueId(venue.getVenueId()).build())
            .getVenue();

    assertThat(read).isEqualTo(venue);
    assertThat(read.getTimeZone()).isEqualTo("Asia/Seoul");
    assertThat(read.getOrganisationId()).isEqualTo(catalogue.organisationId());
    assertRefused(ErrorReason.NOT_FOUND, () -> as(ada).getVenue(unknown()));
  }

  @Test
  void createsOneForARepeatedRequestAndRefusesAnotherBody() {
    var request = newVenue("Once").build();
    var first = as(ada).createVenue(request).getVenue();

    assertThat(as(ada).createVenue(request).getVenue()).isEqualTo(first);
    assertRefused(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () -> as(ada).createVenue(request.toBuilder().setAddress("elsewhere").build()));
  }

  @Test
  void knowsARequestInCapitalLetters() {
    var request = newVenue("Once").build();
    var first = as(ada).createVenue(request).getVenue();
    var capitals = request.getRequestId().toUpperCase(Locale.ROOT);

    assertThat(as(ada).createVenue(request.toBuilder().setRequestId(capitals).build()).getVenue())
        .isEqualTo(first);
  }

  @Test
  void doesNothingForARequestOfBeforeOtherChanges() {
    var create = newVenue("Short-lived").build();
    var venue = as(ada).createVenue(create).getVenue();
    var rename =
        update(venue)
            .setDisplayName("Renamed")
            .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
            .build();
    var _ = as(ada).updateVenue(rename);
    var renamed = rename(ada, venue, "Renamed again", "");

    assertRefused(ErrorReason.ETAG_MISMATCH, () -> as(ada).updateVenue(rename));
    assertRefused(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () -> as(ada).updateVenue(rename.toBuilder().setDisplayName("Else").build()));
    assertThat(read(venue)).isEqualTo(renamed);

    assertThat(delete(ada, venue, "").hasDeleted()).isTrue();
    assertRefused(ErrorReason.ETAG_MISMATCH, () -> as(ada).createVenue(create));
    assertRefused(ErrorReason.NOT_FOUND, () -> read(venue));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "\u001b", "+300000-01-01T00:00:00Z\u0001"})
  void refusesPageTokensThatWereNeverGiven(String name) {
    var token =
        Base64.getUrlEncoder()
            .encodeToString((name + "\n" + UUID.randomUUID()).getBytes(StandardCharsets.UTF_8));
    assertInvalid("page_token", () -> as(ada).listVenues(list().setPageToken(token).build()));
  }

  @Test
  void isChangedByItsOrganisationAlone() {
    var venue = created("Ours");
    var other = venue.toBuilder().setVenueId(UUID.randomUUID().toString()).build();

    assertSameFailure(() -> rename(bob, venue, "Mine", ""), () -> rename(bob, other, "Mine", ""));
    assertRefused(ErrorReason.NOT_FOUND, () -> delete(bob, venue, ""));
    assertRefused(ErrorReason.NOT_FOUND, () -> as(bob).createVenue(newVenue("Intruder").build()));
    assertRefused(ErrorReason.NOT_FOUND, () -> as(bob).listVenues(list().build()));
    assertThat(read(venue)).isEqualTo(venue);
  }

  @Test
  void refusesWhoIsNoOrganiser() {
    var buyer = users.person("buyer");
    var venue = created("For organisers");

    assertRefused(ErrorReason.FORBIDDEN, () -> as(buyer).createVenue(newVenue("x").build()));
    assertRefused(ErrorReason.FORBIDDEN, () -> as(buyer).listVenues(list().build()));
    assertRefused(ErrorReason.FORBIDDEN, () -> rename(buyer, venue, "x", ""));
    assertRefused(ErrorReason.FORBIDDEN, () -> delete(buyer, venue, ""));
  }

  @Test
  void changesWhatTheMaskNamesOnceForARepeatedRequest() {
    var venue = created("Before");
    var request =
        update(venue)
            .setAddress("Side street 2")
            .setDisplayName("not named by the mask")
            .setUpdateMask(FieldMask.newBuilder().addPaths("address"))
            .setEtag(venue.getEtag())
            .build();
    var after = as(ada).updateVenue(request).getVenue();

    assertThat(after.getAddress()).isEqualTo("Side street 2");
    assertThat(after.getDisplayName()).isEqualTo("Before");
    assertThat(as(ada).updateVenue(request).getVenue()).isEqualTo(after);
    assertRefused(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () -> as(ada).updateVenue(request.toBuilder().setAddress("x").build()));
    assertRefused(ErrorReason.ETAG_MISMATCH, () -> rename(ada, venue, "Late", venue.getEtag()));
    assertThat(read(venue)).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Nowhere/City", "+01:00", "GMT+1", "../etc/passwd"})
  void refusesTimeZonesThatAreNone(String zone) {
    assertInvalid("time_zone", () -> as(ada).createVenue(newVenue("x").setTimeZone(zone).build()));
  }

  @Test
  void deletesAVenueWithoutSeatMaps() {
    var venue = created("Empty");

    assertRefused(ErrorReason.ETAG_MISMATCH, () -> delete(ada, venue, "r99"));
    assertThat(delete(ada, venue, venue.getEtag()).hasDeleted()).isTrue();
    assertThat(delete(ada, venue, "").hasDeleted()).as("again").isTrue();
    assertRefused(ErrorReason.NOT_FOUND, () -> read(venue));
  }

  @Test
  void keepsAVenueThatHasSeatMaps() {
    inventory.importSeatMap(ada.accessToken(), UUID.randomUUID(), RunningInventoryGrpc.plan(3));
    var venue = Venue.newBuilder().setVenueId(catalogue.venueId()).build();

    assertThat(delete(ada, venue, "").getInUse().getSeatMapCount()).isEqualTo(1);
    assertThat(read(venue).getVenueId()).isEqualTo(catalogue.venueId());
  }

  @Test
  void listsByNamePageByPageWhileVenuesAreAdded() {
    var carol = users.organiser();
    var hers = inventory.catalogue(carol.accessToken()).organisationId();
    IntStream.range(0, 5).forEach(i -> created(carol, hers, "Hall " + i));

    var seen = new ArrayList<String>();
    var token = "";
    do {
      var page =
          as(carol)
              .listVenues(
                  list().setOrganisationId(hers).setPageSize(2).setPageToken(token).build());
      page.getVenuesList().forEach(venue -> seen.add(venue.getDisplayName()));
      created(carol, hers, "Annexe"); // in front of what was seen already
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(seen)
        .isEqualTo(List.of("Hall 0", "Hall 1", "Hall 2", "Hall 3", "Hall 4", "Test Venue"));
  }

  private VenueServiceBlockingStub as(Person person) {
    return VenueServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(new BearerToken(person::accessToken));
  }

  private CreateVenueRequest.Builder newVenue(String name) {
    return CreateVenueRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setOrganisationId(catalogue.organisationId())
        .setDisplayName(name)
        .setAddress("Main street 1")
        .setTimeZone("Asia/Seoul");
  }

  private Venue created(String name) {
    return created(ada, catalogue.organisationId(), name);
  }

  private Venue created(Person person, String organisation, String name) {
    return as(person)
        .createVenue(newVenue(name).setOrganisationId(organisation).build())
        .getVenue();
  }

  private Venue read(Venue venue) {
    return as(ada)
        .getVenue(GetVenueRequest.newBuilder().setVenueId(venue.getVenueId()).build())
        .getVenue();
  }

  private static GetVenueRequest unknown() {
    return GetVenueRequest.newBuilder().setVenueId(UUID.randomUUID().toString()).build();
  }

  private static UpdateVenueRequest.Builder update(Venue venue) {
    return UpdateVenueRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setVenueId(venue.getVenueId());
  }

  private Venue rename(Person person, Venue venue, String name, String etag) {
    return as(person)
        .updateVenue(
            update(venue)
                .setDisplayName(name)
                .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
                .setEtag(etag)
                .build())
        .getVenue();
  }

  private DeleteVenueResponse delete(Person person, Venue venue, String etag) {
    return as(person)
        .deleteVenue(
            DeleteVenueRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setVenueId(venue.getVenueId())
                .setEtag(etag)
                .build());
  }

  private ListVenuesRequest.Builder list() {
    return ListVenuesRequest.newBuilder().setOrganisationId(catalogue.organisationId());
  }
}
