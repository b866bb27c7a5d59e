package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.edge.RunningEdge.Answer;
import boxoffice.order.v1.Attendee;
import boxoffice.order.v1.AttendeeServiceGrpc;
import boxoffice.order.v1.ListAttendeesResponse;
import boxoffice.order.v1.TicketState;
import boxoffice.wire.ErrorStatus;
import boxoffice.wire.WireException;
import com.google.protobuf.Timestamp;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The table of attendees.
final class AttendeesTest {
  private static final String PATH = "/v1/performances/p1/attendees";

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

  private static Answer get() {
    return edge.send(edge.request(PATH).header("Authorization", ada));
  }

  private static Attendee.Builder attendee(String section) {
    return Attendee.newBuilder()
        .setTicketId("t1")
        .setOrderCode("K7QD2-MXA9F")
        .setSection(section)
        .setState(TicketState.TICKET_STATE_ISSUED)
        .setIssueTime(Timestamp.newBuilder().setSeconds(1));
  }

  private static List<CSVRecord> rows(Answer answer) {
    try (var parser =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(answer.body()))) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void writesAllPagesAsOneTable() {
    peer.answer(
        AttendeeServiceGrpc.getListAttendeesMethod(),
        request ->
            request.getPageToken().isEmpty()
                ? ListAttendeesResponse.newBuilder()
                    .addAttendees(attendee("Stalls, \"left\""))
                    .setNextPageToken("more")
                    .build()
                : ListAttendeesResponse.newBuilder().addAttendees(attendee("Cercle é")).build());

    var answer = get();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"attendees.csv\"");
    assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store");
    assertThat(answer.body()).contains("\r\n");
    assertThat(rows(answer))
        .extracting(row -> row.get("section"))
        .containsExactly("Stalls, \"left\"", "Cercle é");
    assertThat(rows(answer).getFirst().get("orderCode")).isEqualTo("K7QD2-MXA9F");
  }

  @Test
  void i8LetsNoCellBeAFormula() {
    var cells =
        List.of("=HYPERLINK(\"x\")", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uFF1D1", "A=1", "");
    var page = ListAttendeesResponse.newBuilder();
    cells.forEach(cell -> page.addAttendees(attendee(cell).setTicketType(cell)));
    peer.answer(AttendeeServiceGrpc.getListAttendeesMethod(), request -> page.build());

    var rows = rows(get());

    assertThat(rows)
        .extracting(row -> row.get("section"))
        .containsExactly(
            "'=HYPERLINK(\"x\")",
            "'+1",
            "'-1",
            "'@SUM(A1)",
            "'\t=1",
            "'\r=1",
            "'\uFF1D1",
            "A=1",
            "");
    assertThat(rows.getFirst().get("ticketType")).startsWith("'=");
  }

  @Test
  void saysWhatIsWrongBeforeTheFirstRow() {
    peer.handle(
        AttendeeServiceGrpc.getListAttendeesMethod(),
        (request, observer) ->
            observer.onError(ErrorStatus.of(WireException.notFound("performance"))));

    var answer = get();

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("not-found");
  }
}
