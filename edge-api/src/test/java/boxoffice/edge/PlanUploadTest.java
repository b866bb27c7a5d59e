package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge.Answer;
import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.WireException;
import io.grpc.stub.StreamObserver;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Plans that stream through.
final class PlanUploadTest {

  private static ScriptedPeer peer;
  private static RunningEdge edge;
  private static String ada;

  @BeforeAll
  static void start() {
    peer = new ScriptedPeer();
    ada = peer.signedIn("00000000-0000-4000-8000-00000000000a");
    edge = peer.edge();
  }

  @AfterAll
  static void stop() {
    edge.close();
    peer.close();
  }

  private static Answer post(String path, String key, String json) {
    return edge.send(edge.post(path, key, json).header("Authorization", ada));
  }

  @Test
  void streamsPlanOnInPieces() {
    var pieces = new ConcurrentLinkedQueue<ImportSeatMapRequest>();
    peer.collect(SeatMapServiceGrpc.getImportSeatMapMethod(), reply -> collect(pieces, reply));
    var plan = "{" + " ".repeat(1_000_000) + "}";

    var answer = post("/v1/seatMaps?venueId=v&displayName=Great%20Hall", "k", plan);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo("/v1/seatMaps/m1/rows");
    var header = pieces.remove().getHeader();
    assertThat(header.getDisplayName()).isEqualTo("Great Hall");
    assertThat(pieces).allMatch(piece -> piece.getChunk().size() <= 64 * 1024);
    assertThat(pieces.stream().mapToInt(piece -> piece.getChunk().size()).sum())
        .isEqualTo(plan.length());
  }

  @Test
  void refusesPlanOver16MibWithoutLengthAndStoresNothing() {
    var completed = new AtomicInteger();
    peer.collect(SeatMapServiceGrpc.getImportSeatMapMethod(), reply -> counting(completed));
    var chunk = new byte[1024 * 1024];
    var body =
        HttpRequest.BodyPublishers.concat(
            HttpRequest.BodyPublishers.ofByteArrays(Collections.nCopies(17, chunk)));

    var answer =
        edge.send(
            edge.request("/v1/seatMaps")
                .header("Authorization", ada)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k")
                .POST(body));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(completed).hasValue(0);
  }

  @Test
  void namesFieldsAsTheyWereSent() {
    var seat = "zones[0].rows[0].seats[1].seat_guid";

    assertThat(refused("header.venue_id", "value must be a valid UUID"))
        .extracting(Answer::field, PlanUploadTest::detail)
        .containsExactly("venueId", "venueId: value must be a valid UUID");
    assertThat(refused(seat, "used twice"))
        .extracting(Answer::field, PlanUploadTest::detail)
        .containsExactly(seat, seat + ": used twice");
    assertThat(refused("", "hold_name, hold_names: needs one of them"))
        .extracting(Answer::field, PlanUploadTest::detail)
        .containsExactly("", "holdName, holdNames: needs one of them");
    assertThat(refused("prices[0].price.amount_minor", "not of my_own_category"))
        .extracting(Answer::field, PlanUploadTest::detail)
        .containsExactly(
            "prices[0].price.amountMinor", "prices[0].price.amountMinor: not of my_own_category");
  }

  private static String detail(Answer answer) {
    return answer.json().path("detail").asString();
  }

  private static Answer refused(String field, String text) {
    var failure = ErrorStatus.of(WireException.invalidField(field, text));
    peer.collect(
        SeatMapServiceGrpc.getImportSeatMapMethod(),
        reply -> {
          reply.onError(failure);
          return counting(new AtomicInteger());
        });
    return post("/v1/seatMaps?venueId=v", "k", "{}");
  }

  private static StreamObserver<ImportSeatMapRequest> collect(
      ConcurrentLinkedQueue<ImportSeatMapRequest> pieces,
      StreamObserver<ImportSeatMapResponse> reply) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ImportSeatMapRequest piece) {
        pieces.add(piece);
      }

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        reply.onNext(
            ImportSeatMapResponse.newBuilder()
                .setSeatMap(SeatMap.newBuilder().setSeatMapId("m1").setSeatCount(2))
                .build());
        reply.onCompleted();
      }
    };
  }

  private static StreamObserver<ImportSeatMapRequest> counting(AtomicInteger completed) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ImportSeatMapRequest piece) {}

      @Override
      public void onError(Throwable failure) {}

      @Override
      public void onCompleted() {
        completed.incrementAndGet();
      }
    };
  }
}
