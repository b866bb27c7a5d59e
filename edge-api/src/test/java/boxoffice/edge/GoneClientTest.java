package boxoffice.edge;

import static org.assertj.core.api.Assertions.assertThat;

import boxoffice.inventory.v1.ListSeatMapRowsResponse;
import boxoffice.inventory.v1.Seat;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.inventory.v1.SeatRow;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// Who hangs up in the middle of an answer.
final class GoneClientTest {
  private static final int ROWS = 200;
  private static final int SEATS_A_ROW = 50;
  private static final int MOST_TRIES = 300;
  private static final String THREE_TIMES =
      "GET /v1/seatMaps/s/rows HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3);

  private final ConcurrentLinkedQueue<Level> said = new ConcurrentLinkedQueue<>();

  @Test
  void isNoBugOfOurs() throws IOException {
    var log = (Logger) LoggerFactory.getLogger("boxoffice.edge.problem.ProblemAdvice");
    var lines = new Lines();
    lines.start();
    try (var peer = new ScriptedPeer();
        var edge = peer.edge()) {
      peer.answer(SeatMapServiceGrpc.getListSeatMapRowsMethod(), _ -> hall());
      log.setLevel(Level.DEBUG);
      log.addAppender(lines); // a start of the edge would take it away
      for (int i = 0; i < MOST_TRIES && said.isEmpty(); i++) {
        hangUp(edge.port());
      }
    } finally {
      log.detachAppender(lines);
      log.setLevel(null);
    }

    assertThat(said).as("somebody was missed").isNotEmpty().containsOnly(Level.DEBUG);
  }

  /// A megabyte and more, far more than buffers hold.
  private static ListSeatMapRowsResponse hall() {
    var row =
        SeatRow.newBuilder()
            .addAllSeats(
                Collections.nCopies(
                    SEATS_A_ROW,
                    Seat.newBuilder()
                        .setSeatId("b1946ac9-2d4e-5f60-9a7b-8c9d0e1f2a31")
                        .setCategory("GOLD")
                        .build()))
            .build();
    return ListSeatMapRowsResponse.newBuilder().addAllRows(Collections.nCopies(ROWS, row)).build();
  }

  /// With little room for what it does not read.
  private static void hangUp(int port) throws IOException {
    try (var socket = new Socket()) {
      socket.setReceiveBufferSize(1_024);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.getOutputStream().write(THREE_TIMES.getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      socket.setSoLinger(true, 0); // a reset
    }
  }

  private final class Lines extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      said.add(event.getLevel());
    }
  }
}
