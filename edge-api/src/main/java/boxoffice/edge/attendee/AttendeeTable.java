package boxoffice.edge.attendee;

import boxoffice.edge.value.StateName;
import boxoffice.order.v1.Attendee;
import boxoffice.wire.WireTypes;
import java.io.IOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// Attendees as CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with an
/// apostrophe, which makes it text there (I8).
final class AttendeeTable {
  private static final String FORMULAS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final CSVPrinter rows;

  /// Writes the header.
  AttendeeTable(Appendable to) throws IOException {
    this.rows =
        CSVFormat.RFC4180
            .builder()
            .setHeader(
                "ticketId",
                "orderCode",
                "buyerId",
                "section",
                "row",
                "number",
                "category",
                "ticketType",
                "state",
                "complimentary",
                "issueTime")
            .get()
            .print(to);
  }

  void add(Attendee attendee) throws IOException {
    rows.printRecord(
        attendee.getTicketId(),
        attendee.getOrderCode(),
        attendee.getBuyerId(),
        text(attendee.getSection()),
        text(attendee.getRow()),
        text(attendee.getNumber()),
        text(attendee.getCategory()),
        text(attendee.getTicketType()),
        StateName.of(attendee.getState(), "TICKET_STATE_"),
        attendee.getComplimentary(),
        WireTypes.instant(attendee.getIssueTime()));
  }

  private static String text(String cell) {
    return !cell.isEmpty() && FORMULAS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
  }
}
