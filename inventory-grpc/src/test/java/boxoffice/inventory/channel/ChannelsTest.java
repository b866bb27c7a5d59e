package boxoffice.inventory.channel;

import static boxoffice.inventory.Shows.newId;
import static boxoffice.inventory.Shows.reason;
import static boxoffice.inventory.Shows.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.RunningInventoryGrpc;
import boxoffice.inventory.SharedInventory;
import boxoffice.inventory.Together;
import boxoffice.inventory.Truth;
import boxoffice.inventory.v1.ChannelServiceGrpc;
import boxoffice.inventory.v1.ChannelServiceGrpc.ChannelServiceBlockingStub;
import boxoffice.inventory.v1.CreateChannelRequest;
import boxoffice.inventory.v1.CreateChannelResponse;
import boxoffice.inventory.v1.GetChannelRequest;
import boxoffice.inventory.v1.ListChannelsRequest;
import boxoffice.user.RunningUserGrpc;
import boxoffice.user.RunningUserGrpc.Person;
import boxoffice.wire.BearerToken;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Channels, over the wire.
@ExtendWith(SharedInventory.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelsTest {
  private RunningInventoryGrpc inventory;
  private Truth truth;
  private Person ann;
  private Person otto;
  private Person buyer;

  @BeforeAll
  void start(RunningUserGrpc users, RunningInventoryGrpc inventory) {
    this.inventory = inventory;
    truth = new Truth();
    ann = users.organiser();
    otto = users.organiser();
    buyer = users.person("buyer");
  }

  @AfterAll
  void stop() {
    truth.close();
  }

  @Test
  void createsAChannelAndFindsItAgain() {
    var request = request("Agency");

    var channel = as(ann).createChannel(request).getChannel();

    assertThat(channel.getDisplayName()).isEqualTo("Agency");
    assertThat(channel.getClientId()).isEqualTo(request.getClientId());
    assertThat(channel.getOrganisationId()).isEqualTo(request.getOrganisationId());
    assertThat(as(ann).createChannel(request).getChannel()).isEqualTo(channel);
    assertThat(as(ann).getChannel(get(channel.getChannelId())).getChannel()).isEqualTo(channel);
    assertThat(
            reason(
                () -> as(ann).createChannel(request.toBuilder().setDisplayName("Other").build())))
        .isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(
            truth.rows(
                "select action, after->>'client_id' from inventory.audit_entry where subject = ?",
                channel.getChannelId()))
        .containsExactly("channel-created " + request.getClientId());
  }

  @Test
  void givesAClientOneChannelOfAnOrganisation() {
    var first = request("Agency");
    var channel = as(ann).createChannel(first).getChannel();
    var second = first.toBuilder().setRequestId(newId()).setDisplayName("Again").build();

    assertThat(as(ann).createChannel(second).getClientTaken()).isEqualTo(channel);

    var elsewhere =
        second.toBuilder().setRequestId(newId()).setOrganisationId(organisation(otto)).build();
    assertThat(as(otto).createChannel(elsewhere).hasChannel()).isTrue();
  }

  @Test
  void makesOneChannelOfManyRequestsAtOnce() throws InterruptedException, ExecutionException {
    var request = request("Agency");

    var answers =
        Together.all(
            Collections.nCopies(10, Together.insisting(() -> as(ann).createChannel(request))));

    assertThat(answers).allMatch(CreateChannelResponse::hasChannel);
    assertThat(answers).containsOnly(answers.getFirst());
  }

  @Test
  void keepsAChannelToItsOrganisation() {
    var request = request("Agency");
    var channel = as(ann).createChannel(request).getChannel().getChannelId();
    var list = list(organisation(ann)).build();

    assertThat(refusal(() -> as(otto).getChannel(get(channel))))
        .startsWith("NOT_FOUND")
        .isEqualTo(refusal(() -> as(otto).getChannel(get(newId()))));
    assertThat(reason(() -> as(otto).createChannel(request))).isEqualTo("NOT_FOUND");
    assertThat(reason(() -> as(otto).listChannels(list))).isEqualTo("NOT_FOUND");
    assertThat(reason(() -> as(buyer).createChannel(request))).isEqualTo("FORBIDDEN");
    assertThat(reason(() -> as(buyer).getChannel(get(channel)))).isEqualTo("FORBIDDEN");
    assertThat(reason(() -> as(buyer).listChannels(list))).isEqualTo("FORBIDDEN");
  }

  @Test
  void listsChannelsByNamePageByPage(RunningUserGrpc users) {
    var carl = users.organiser();
    for (var name : List.of("C", "A", "B")) {
      var _ =
          as(carl)
              .createChannel(
                  request(name).toBuilder().setOrganisationId(organisation(carl)).build());
    }

    var first = as(carl).listChannels(list(organisation(carl)).setPageSize(2).build());
    var second =
        as(carl)
            .listChannels(list(organisation(carl)).setPageToken(first.getNextPageToken()).build());

    assertThat(first.getChannelsList())
        .extracting(channel -> channel.getDisplayName())
        .containsExactly("A", "B");
    assertThat(second.getChannelsList())
        .extracting(channel -> channel.getDisplayName())
        .containsExactly("C");
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void refusesWhatIsNoChannel() {
    var good = request("Agency");
    for (var bad :
        List.of(
            good.toBuilder().setRequestId("").build(),
            good.toBuilder().setOrganisationId("x").build(),
            good.toBuilder().setDisplayName("").build(),
            good.toBuilder().setDisplayName("a\u0000b").build(),
            good.toBuilder().setClientId("").build(),
            good.toBuilder().setClientId("'; drop table x").build())) {
      assertThat(reason(() -> as(ann).createChannel(bad))).isEqualTo("VALIDATION_FAILED");
    }
  }

  private CreateChannelRequest request(String name) {
    return CreateChannelRequest.newBuilder()
        .setRequestId(newId())
        .setOrganisationId(organisation(ann))
        .setDisplayName(name)
        .setClientId("client-" + newId())
        .build();
  }

  private String organisation(Person person) {
    return inventory.catalogue(person.accessToken()).organisationId();
  }

  private static GetChannelRequest get(String id) {
    return GetChannelRequest.newBuilder().setChannelId(id).build();
  }

  private static ListChannelsRequest.Builder list(String organisation) {
    return ListChannelsRequest.newBuilder().setOrganisationId(organisation);
  }

  private ChannelServiceBlockingStub as(Person person) {
    return ChannelServiceGrpc.newBlockingStub(inventory.channel())
        .withCallCredentials(new BearerToken(person::accessToken));
  }
}
