package boxoffice.inventory.organisation;

import static boxoffice.inventory.Refusals.assertInvalid;
import static boxoffice.inventory.Refusals.assertRefused;
import static boxoffice.inventory.Refusals.assertSameFailure;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Together;
import boxoffice.inventory.v1.CreateOrganisationRequest;
import boxoffice.inventory.v1.GetOrganisationRequest;
import boxoffice.inventory.v1.ListMembersRequest;
import boxoffice.inventory.v1.ListOrganisationsRequest;
import boxoffice.inventory.v1.Member;
import boxoffice.inventory.v1.Organisation;
import boxoffice.inventory.v1.OrganisationRole;
import boxoffice.inventory.v1.OrganisationServiceGrpc;
import boxoffice.inventory.v1.OrganisationServiceGrpc.OrganisationServiceBlockingStub;
import boxoffice.inventory.v1.PutMemberRequest;
import boxoffice.inventory.v1.PutMemberResponse;
import boxoffice.inventory.v1.RemoveMemberRequest;
import boxoffice.inventory.v1.RemoveMemberResponse;
import boxoffice.inventory.v1.UpdateOrganisationRequest;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import boxoffice.wire.ErrorReason;
import com.google.protobuf.FieldMask;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Organisations and their members over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrganisationsTest {
  private final RunningInventoryGrpc inventory;
  private final RunningUserGrpc users;
  private final Person ada;
  private final Person bob;

  OrganisationsTest(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.users = users;
    this.inventory = inventory;
    this.ada = users.organiser();
    this.bob = users.organiser();
  }

  @Test
  void makesWhoCreatesItItsOwner() {
    var organisation = created(ada, "Stage & Co");

    assertThat(organisation.getDisplayName()).isEqualTo("Stage & Co");
    assertThat(read(ada, organisation)).isEqualTo(organisation);
    assertThat(members(ada, organisation))
        .singleElement()
        .satisfies(member -> {
          assertThat(member.getAccountId()).isEqualTo(ada.accountId().toString());
          assertThat(member.getRole()).isEqualTo(OrganisationRole.ORGANISATION_ROLE_OWNER);
        });
  }

  @Test
  void createsOneForARepeatedRequestAndRefusesAnotherBody() {
    var request = newOrganisation("Once").build();
    var first = as(ada).createOrganisation(request).getOrganisation();

    assertThat(as(ada).createOrganisation(request).getOrganisation()).isEqualTo(first);
    assertRefused(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () -> as(ada).createOrganisation(request.toBuilder().setDisplayName("Twice").build()));
    assertThat(as(bob).createOrganisation(request).getOrganisation().getOrganisationId())
        .as("somebody else's request")
        .isNotEqualTo(first.getOrganisationId());
  }

  @Test
  void isNotThereForWhoIsNoMember() {
    var organisation = created(ada, "Private");
    var unknown = Organisation.newBuilder().setOrganisationId(UUID.randomUUID().toString()).build();

    assertSameFailure(() -> read(bob, organisation), () -> read(bob, unknown));
    assertSameFailure(
        () -> rename(bob, organisation, "x", ""), () -> rename(bob, unknown, "x", ""));
    assertSameFailure(() -> members(bob, organisation), () -> members(bob, unknown));
    assertSameFailure(
        () -> put(bob, organisation, bob, OrganisationRole.ORGANISATION_ROLE_OWNER),
        () -> put(bob, unknown, bob, OrganisationRole.ORGANISATION_ROLE_OWNER));
    assertSameFailure(() -> remove(bob, organisation, ada), () -> remove(bob, unknown, ada));
    assertThat(members(ada, organisation)).hasSize(1);
    assertThat(read(ada, organisation)).isEqualTo(organisation);
  }

  @Test
  void refusesWhoIsNoOrganiser() {
    var buyer = users.person("buyer");
    var organisation = created(ada, "For organisers");

    assertRefused(ErrorReason.FORBIDDEN, () -> created(buyer, "x"));
    assertRefused(ErrorReason.FORBIDDEN, () -> read(buyer, organisation));
    assertRefused(ErrorReason.FORBIDDEN, () -> members(buyer, organisation));
    assertRefused(
        ErrorReason.FORBIDDEN,
        () -> as(buyer).listOrganisations(ListOrganisationsRequest.getDefaultInstance()));
    assertRefused(ErrorReason.FORBIDDEN, () -> rename(buyer, organisation, "x", ""));
    assertRefused(ErrorReason.FORBIDDEN, () -> remove(buyer, organisation, ada));
    assertRefused(
        ErrorReason.FORBIDDEN,
        () -> put(buyer, organisation, buyer, OrganisationRole.ORGANISATION_ROLE_OWNER));
  }

  @Test
  void letsAnAdminDoWhatOwnersDo() {
    var admin = users.person("buyer", "admin");
    var organisation = created(ada, "Looked after");

    assertThat(rename(admin, organisation, "Renamed", "").getDisplayName()).isEqualTo("Renamed");
    assertThat(members(admin, organisation)).hasSize(1);
  }

  @Test
  void renamesOnceForARepeatedRequest() {
    var organisation = created(ada, "Before");
    var request =
        UpdateOrganisationRequest.newBuilder()
            .setRequestId(UUID.randomUUID().toString())
            .setOrganisationId(organisation.getOrganisationId())
            .setDisplayName("After")
            .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
            .setEtag(organisation.getEtag())
            .build();
    var after = as(ada).updateOrganisation(request).getOrganisation();

    assertThat(after.getDisplayName()).isEqualTo("After");
    assertThat(after.getEtag()).isNotEqualTo(organisation.getEtag());
    assertThat(as(ada).updateOrganisation(request).getOrganisation()).isEqualTo(after);
    assertRefused(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () -> as(ada).updateOrganisation(request.toBuilder().setDisplayName("Else").build()));
  }

  @Test
  void renamesNothingForAStaleEtagOrAWrongMask() {
    var organisation = created(ada, "First");
    var second = rename(ada, organisation, "Second", organisation.getEtag());

    assertRefused(
        ErrorReason.ETAG_MISMATCH,
        () -> rename(ada, organisation, "Third", organisation.getEtag()));
    assertInvalid("display_name", () -> rename(ada, organisation, "", ""));
    assertInvalid(
        "update_mask",
        () ->
            as(ada)
                .updateOrganisation(
                    UpdateOrganisationRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setOrganisationId(organisation.getOrganisationId())
                        .setUpdateMask(FieldMask.newBuilder().addPaths("create_time"))
                        .build()));
    assertThat(read(ada, organisation)).isEqualTo(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\u0000b", "line\nfeed", "\u001b[31m"})
  void refusesNamesThatAreNone(String name) {
    assertInvalid("display_name", () -> created(ada, name));
  }

  @Test
  void letsMembersReadAndOwnersChange() {
    var organisation = created(ada, "Shared");
    put(ada, organisation, bob, OrganisationRole.ORGANISATION_ROLE_MEMBER);

    assertThat(read(bob, organisation)).isEqualTo(organisation);
    assertThat(members(bob, organisation)).hasSize(2);
    assertRefused(ErrorReason.FORBIDDEN, () -> rename(bob, organisation, "Mine", ""));
    assertRefused(
        ErrorReason.FORBIDDEN,
        () -> put(bob, organisation, bob, OrganisationRole.ORGANISATION_ROLE_OWNER));
    assertRefused(ErrorReason.FORBIDDEN, () -> remove(bob, organisation, ada));

    put(ada, organisation, bob, OrganisationRole.ORGANISATION_ROLE_OWNER);
    assertThat(rename(bob, organisation, "Ours", "").getDisplayName()).isEqualTo("Ours");
  }

  @Test
  void letsMembersLeaveAndKeepsTheLastOwner() {
    var organisation = created(ada, "Kept");
    put(ada, organisation, bob, OrganisationRole.ORGANISATION_ROLE_MEMBER);

    assertThat(remove(bob, organisation, bob).hasRemoved()).isTrue();
    assertRefused(ErrorReason.NOT_FOUND, () -> read(bob, organisation));
    assertThat(remove(ada, organisation, bob).hasRemoved()).as("again").isTrue();
    assertThat(remove(ada, organisation, ada).hasLastOwner()).isTrue();
    assertThat(
            put(ada, organisation, ada, OrganisationRole.ORGANISATION_ROLE_MEMBER).hasLastOwner())
        .isTrue();
    assertThat(members(ada, organisation)).hasSize(1);
  }

  @Test
  void keepsAnOwnerWhenTwoLeaveAtOnce() throws Exception {
    var organisation = created(ada, "Two owners");
    put(ada, organisation, bob, OrganisationRole.ORGANISATION_ROLE_OWNER);

    List<Callable<RemoveMemberResponse>> leaving =
        List.of(() -> remove(ada, organisation, ada), () -> remove(bob, organisation, bob));
    var answers = Together.all(leaving);

    assertThat(answers).filteredOn(RemoveMemberResponse::hasRemoved).hasSize(1);
    assertThat(answers).filteredOn(RemoveMemberResponse::hasLastOwner).hasSize(1);
  }

  @Test
  void refusesOneRequestIdForTwoMembers() {
    var organisation = created(ada, "One at a time");
    var request =
        member(organisation, UUID.randomUUID())
            .setRole(OrganisationRole.ORGANISATION_ROLE_MEMBER)
            .build();
    var first = as(ada).putMember(request);

    assertThat(as(ada).putMember(request)).isEqualTo(first);
    assertRefused(
        ErrorReason.IDEMPOTENCY_KEY_REUSED,
        () ->
            as(ada)
                .putMember(request.toBuilder().setAccountId(UUID.randomUUID().toString()).build()));
    assertThat(members(ada, organisation)).hasSize(2);
  }

  @Test
  void refusesARoleThatIsNone() {
    var organisation = created(ada, "Roles");
    assertInvalid(
        "role", () -> put(ada, organisation, bob, OrganisationRole.ORGANISATION_ROLE_UNSPECIFIED));
    assertThat(members(ada, organisation)).hasSize(1);
  }

  @Test
  void listsOwnOrganisationsByNamePageByPage() {
    var names = List.of("Alpha", "Beta", "Gamma", "Delta", "Epsilon");
    var carol = users.organiser();
    names.forEach(name -> created(carol, name));
    created(bob, "Not Ada's");

    var seen = new ArrayList<String>();
    var token = "";
    do {
      var page =
          as(carol)
              .listOrganisations(
                  ListOrganisationsRequest.newBuilder().setPageSize(2).setPageToken(token).build());
      page.getOrganisationsList().forEach(found -> seen.add(found.getDisplayName()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());

    assertThat(seen).containsExactly("Alpha", "Beta", "Delta", "Epsilon", "Gamma");
    assertInvalid(
        "page_token",
        () ->
            as(ada)
                .listOrganisations(
                    ListOrganisationsRequest.newBuilder().setPageToken("nonsense").build()));
  }

  @Test
  void listsMembersPageByPage() {
    var organisation = created(ada, "Crowd");
    IntStream.range(0, 4)
        .forEach(_ ->
            as(ada)
                .putMember(
                    member(organisation, UUID.randomUUID())
                        .setRole(OrganisationRole.ORGANISATION_ROLE_MEMBER)
                        .build()));

    var first = as(ada).listMembers(listMembers(organisation).setPageSize(3).build());
    var second =
        as(ada)
            .listMembers(
                listMembers(organisation)
                    .setPageSize(3)
                    .setPageToken(first.getNextPageToken())
                    .build());

    assertThat(first.getMembersList()).hasSize(3);
    assertThat(second.getMembersList())
        .hasSize(2)
        .doesNotContainAnyElementsOf(first.getMembersList());
    assertThat(second.getNextPageToken()).isEmpty();
  }

  private OrganisationServiceBlockingStub as(Person person) {
    return OrganisationServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(new BearerToken(person::accessToken));
  }

  private static CreateOrganisationRequest.Builder newOrganisation(String name) {
    return CreateOrganisationRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setDisplayName(name);
  }

  private Organisation created(Person person, String name) {
    return as(person).createOrganisation(newOrganisation(name).build()).getOrganisation();
  }

  private Organisation read(Person person, Organisation organisation) {
    return as(person)
        .getOrganisation(
            GetOrganisationRequest.newBuilder()
                .setOrganisationId(organisation.getOrganisationId())
                .build())
        .getOrganisation();
  }

  private Organisation rename(Person person, Organisation organisation, String name, String etag) {
    return as(person)
        .updateOrganisation(
            UpdateOrganisationRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setOrganisationId(organisation.getOrganisationId())
                .setDisplayName(name)
                .setUpdateMask(FieldMask.newBuilder().addPaths("display_name"))
                .setEtag(etag)
                .build())
        .getOrganisation();
  }

  private static ListMembersRequest.Builder listMembers(Organisation organisation) {
    return ListMembersRequest.newBuilder().setOrganisationId(organisation.getOrganisationId());
  }

  private List<Member> members(Person person, Organisation organisation) {
    return as(person).listMembers(listMembers(organisation).build()).getMembersList();
  }

  private static PutMemberRequest.Builder member(Organisation organisation, UUID account) {
    return PutMemberRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setOrganisationId(organisation.getOrganisationId())
        .setAccountId(account.toString());
  }

  private PutMemberResponse put(
      Person person, Organisation organisation, Person member, OrganisationRole role) {
    return as(person).putMember(member(organisation, member.accountId()).setRole(role).build());
  }

  private RemoveMemberResponse remove(Person person, Organisation organisation, Person member) {
    return as(person)
        .removeMember(
            RemoveMemberRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setOrganisationId(organisation.getOrganisationId())
                .setAccountId(member.accountId().toString())
                .build());
  }
}
