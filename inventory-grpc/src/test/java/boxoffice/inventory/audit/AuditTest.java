package boxoffice.inventory.audit;

import static boxoffice.inventory.Refusals.assertInvalid;
import static boxoffice.inventory.Refusals.assertRefused;
import static boxoffice.inventory.Refusals.assertSameFailure;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.v1.AuditEntry;
import boxoffice.inventory.v1.AuditServiceGrpc;
import boxoffice.inventory.v1.AuditServiceGrpc.AuditServiceBlockingStub;
import boxoffice.inventory.v1.ListAuditEntriesRequest;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// The audit log over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditTest {
  private final RunningInventoryGrpc inventory;
  private final RunningUserGrpc users;
  private final Person ada;
  private final String organisation;

  AuditTest(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    this.inventory = inventory;
    this.ada = users.organiser();
    this.organisation = inventory.catalogue(ada.accessToken()).organisationId();
  }

  @Test
  void saysWhoDidWhatTheNewestFirst() {
    var entries = as(ada).listAuditEntries(own().build()).getEntriesList();

    assertThat(entries)
        .extracting(AuditEntry::getAction)
        .containsExactly("event-created", "venue-created", "organisation-created");
    assertThat(entries)
        .allSatisfy(entry -> {
          assertThat(entry.getActor()).isEqualTo(ada.accountId().toString());
          assertThat(entry.getOrganisationId()).isEqualTo(organisation);
          assertThat(entry.getBeforeJson()).isEqualTo("{}");
          assertThat(entry.getAfterJson()).contains("\"display_name\": \"Test ");
          assertThat(entry.hasTime()).isTrue();
        });
  }

  @Test
  void findsEntriesAboutAThingAndOfAnActor() {
    var about = own().setSubject(organisation).build();
    assertThat(as(ada).listAuditEntries(about).getEntriesList()).hasSize(1);

    var byNobody = own().setActor(UUID.randomUUID().toString()).build();
    assertThat(as(ada).listAuditEntries(byNobody).getEntriesList()).isEmpty();
  }

  @Test
  void listsPageByPage() {
    var first = as(ada).listAuditEntries(own().setPageSize(2).build());
    var second =
        as(ada)
            .listAuditEntries(own().setPageSize(2).setPageToken(first.getNextPageToken()).build());

    assertThat(first.getEntriesCount()).isEqualTo(2);
    assertThat(second.getEntriesList())
        .singleElement()
        .extracting(AuditEntry::getAction)
        .isEqualTo("organisation-created");
    assertThat(second.getNextPageToken()).isEmpty();
    assertInvalid(
        "page_token",
        () -> as(ada).listAuditEntries(own().setPageToken("bm90IGEgbnVtYmVy").build()));
  }

  @Test
  void isReadByMembersAndAdminsAlone() {
    var bob = users.organiser();
    var admin = users.person("buyer", "admin");
    var unknown =
        ListAuditEntriesRequest.newBuilder().setOrganisationId(UUID.randomUUID().toString());

    assertSameFailure(
        () -> as(bob).listAuditEntries(own().build()),
        () -> as(bob).listAuditEntries(unknown.build()));
    assertRefused(
        ErrorReason.NOT_FOUND,
        () -> as(ada).listAuditEntries(ListAuditEntriesRequest.getDefaultInstance()));
    assertRefused(
        ErrorReason.FORBIDDEN, () -> as(users.person("buyer")).listAuditEntries(own().build()));
    assertThat(as(admin).listAuditEntries(own().build()).getEntriesList()).hasSize(3);
    assertThat(
            as(admin)
                .listAuditEntries(ListAuditEntriesRequest.getDefaultInstance())
                .getEntriesList())
        .hasSizeGreaterThanOrEqualTo(3);
  }

  private ListAuditEntriesRequest.Builder own() {
    return ListAuditEntriesRequest.newBuilder().setOrganisationId(organisation);
  }

  private AuditServiceBlockingStub as(Person person) {
    return AuditServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(new BearerToken(person::accessToken));
  }
}
