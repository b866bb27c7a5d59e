package boxoffice.edge.attendee;

import boxoffice.order.v1.AttendeeServiceGrpc.AttendeeServiceBlockingStub;
import boxoffice.order.v1.ListAttendeesRequest;
import boxoffice.order.v1.ListAttendeesResponse;
import boxoffice.wire.BearerToken;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The attendees of a performance. Written page by page as they are read, so that a full house
/// needs no more memory than a small one; whatever is wrong with the request is said before the
/// first row.
@RestController
class AttendeeController {
  private static final String CSV = "text/csv";

  private final AttendeeServiceBlockingStub attendees;

  AttendeeController(AttendeeServiceBlockingStub attendees) {
    this.attendees = attendees;
  }

  @GetMapping(path = "/v1/performances/{performance}/attendees", produces = CSV)
  void list(@PathVariable String performance, HttpServletResponse response) throws IOException {
    var page = page(performance, "");
    response.setContentType(CSV + ";charset=UTF-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename("attendees.csv").build().toString());
    var text = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
    var table = new AttendeeTable(text);
    while (true) {
      for (var attendee : page.getAttendeesList()) {
        table.add(attendee);
      }
      if (page.getNextPageToken().isEmpty()) {
        break;
      }
      page = page(performance, page.getNextPageToken());
    }
    text.flush();
  }

  private ListAttendeesResponse page(String performance, String token) {
    return attendees
        .withCallCredentials(BearerToken.ofCaller())
        .listAttendees(
            ListAttendeesRequest.newBuilder()
                .setPerformanceId(performance)
                .setPageToken(token)
                .build());
  }
}
