package boxoffice.edge.attendee;

import boxoffice.edge.problem.Refusals;
import boxoffice.edge.request.Fills;
import boxoffice.order.v1.AttendeeServiceGrpc.AttendeeServiceBlockingStub;
import boxoffice.order.v1.ListAttendeesRequest;
import boxoffice.order.v1.ListAttendeesResponse;
import boxoffice.wire.BearerToken;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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
@Refusals("inventory-unavailable")
@RestController
class AttendeeController {
  private static final String CSV = "text/csv";
  private static final String EXAMPLE =
      """
      ticketId,orderCode,buyerId,section,row,number,category,ticketType,state,complimentary,issueTime
      d7e4a1f0-6d0e-5c1e-8a51-7f6f4f0b2c11,K7QD2-MXA9F,1f6f2f8e-31a5-4c58-9a0e-0d0f3c2b1a09,\
      Stalls,A,12,GOLD,Standard,VALID,false,2027-02-01T18:00:00Z
      """;

  private final AttendeeServiceBlockingStub attendees;

  AttendeeController(AttendeeServiceBlockingStub attendees) {
    this.attendees = attendees;
  }

  /// Lists who comes to a performance as CSV, for its organisers.
  @ApiResponse(
      responseCode = "200",
      description = "a row for each ticket",
      content =
          @Content(
              mediaType = CSV,
              schema = @Schema(type = "string"),
              examples = @ExampleObject(EXAMPLE)))
  @GetMapping(path = "/v1/performances/{performance}/attendees", produces = CSV)
  @Fills(ListAttendeesRequest.class)
  void listAttendees(@PathVariable String performance, HttpServletResponse response)
      throws IOException {
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
