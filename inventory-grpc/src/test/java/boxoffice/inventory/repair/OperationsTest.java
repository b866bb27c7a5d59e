package boxoffice.inventory.repair;

import static boxoffice.inventory.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.hold.WishingHall;
import boxoffice.inventory.reservation.Desk;
import boxoffice.inventory.v1.AuditServiceGrpc;
import boxoffice.inventory.v1.ComparePerformanceRequest;
import boxoffice.inventory.v1.ListAuditEntriesRequest;
import boxoffice.inventory.v1.OperationsServiceGrpc;
import boxoffice.inventory.v1.OperationsServiceGrpc.OperationsServiceBlockingStub;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.RebuildPerformanceRequest;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// What operators ask of pools. That what differs is told and written anew is seen where the
/// recipes are run, in a house that nobody mends meanwhile.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsTest {
  private RunningInventoryGrpc inventory;
  private RunningUserGrpc users;
  private Desk desk;
  private Person admin;
  private Person ada;
  private Performance performance;

  @BeforeAll
  void start(RunningUserGrpc sharedUsers, RunningInventoryGrpc sharedInventory) {
    users = sharedUsers;
    inventory = sharedInventory;
    desk = new Desk(users, inventory);
    admin = users.person("admin");
    ada = users.person("buyer");
  }

  @AfterAll
  void stop() {
    desk.close();
  }

  @BeforeEach
  void newPerformance() {
    performance = desk.hall.performance();
  }

  @Test
  void refusesWhoIsNoAdminAndWhatIsNotThere() {
    var organiser = users.organiser();
    var none = UUID.randomUUID().toString();

    assertRefused(ErrorReason.FORBIDDEN, () -> as(organiser).comparePerformance(comparing()));
    assertRefused(
        ErrorReason.FORBIDDEN, () -> as(organiser).rebuildPerformance(rebuilding().build()));
    assertRefused(
        ErrorReason.NOT_FOUND,
        () ->
            as(admin)
                .comparePerformance(
                    ComparePerformanceRequest.newBuilder().setPerformanceId(none).build()));
    assertRefused(
        ErrorReason.NOT_FOUND,
        () -> as(admin).rebuildPerformance(rebuilding().setPerformanceId(none).build()));
  }

  @Test
  void findsNothingWhereNothingDiffers() {
    desk.hold(ada, seat(0));
    desk.reserve(UUID.randomUUID(), desk.hold(ada, seat(1)), ada);

    var found = as(admin).comparePerformance(comparing());

    assertThat(found.getEpoch()).isPositive();
    assertThat(found.getReservedCount()).isOne();
    assertThat(found.getDifferenceCount()).isZero();
  }

  @Test
  void writesAnewOnceForEachRequestAndKeepsHolds() {
    var hold = desk.hold(ada, seat(0));
    var request = rebuilding();

    var before = as(admin).comparePerformance(comparing()).getEpoch();

    var first = as(admin).rebuildPerformance(request.build()).getEpoch();
    assertThat(first).isGreaterThan(before);
    assertThat(as(admin).rebuildPerformance(request.build()).getEpoch()).isEqualTo(first);
    assertThat(as(admin).rebuildPerformance(rebuilding().build()).getEpoch()).isGreaterThan(first);

    assertThat(desk.reserve(UUID.randomUUID(), hold, ada).hasReserved()).isTrue();
    assertRefused(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () -> as(admin).rebuildPerformance(request.setReason("another").build()));
    assertThat(
            AuditServiceGrpc.newBlockingStub(inventory.channel())
                .withCallCredentials(new BearerToken(admin::accessToken))
                .listAuditEntries(
                    ListAuditEntriesRequest.newBuilder()
                        .setSubject(performance.getPerformanceId())
                        .setActor(admin.accountId().toString())
                        .build())
                .getEntriesList())
        .hasSize(2)
        .allSatisfy(entry -> {
          assertThat(entry.getAction()).isEqualTo("pool-rebuilt");
          assertThat(entry.getAfterJson()).contains("for the test");
        });
  }

  private OperationsServiceBlockingStub as(Person person) {
    return OperationsServiceGrpc.newBlockingStub(inventory.channel())
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .withCallCredentials(new BearerToken(person::accessToken));
  }

  private ComparePerformanceRequest comparing() {
    return ComparePerformanceRequest.newBuilder()
        .setPerformanceId(performance.getPerformanceId())
        .build();
  }

  private RebuildPerformanceRequest.Builder rebuilding() {
    return RebuildPerformanceRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setPerformanceId(performance.getPerformanceId())
        .setReason("for the test");
  }

  private PlaceHoldRequest.Builder seat(int ordinal) {
    return WishingHall.wish(performance)
        .addSeats(SeatChoice.newBuilder().setSeatId(desk.hall.seat(ordinal)));
  }
}
