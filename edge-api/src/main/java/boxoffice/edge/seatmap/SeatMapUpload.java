package boxoffice.edge.seatmap;

import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapHeader;
import boxoffice.inventory.v1.SeatMapServiceGrpc.SeatMapServiceBlockingV2Stub;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Streams one plan on while it comes in, 64 KiB at a time: a slow service slows the sender down,
/// and no more than one piece is in memory.
///
/// When the body ends badly the call is cancelled, and nothing is stored.
final class SeatMapUpload {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final BlockingClientCall<ImportSeatMapRequest, ImportSeatMapResponse> call;

  SeatMapUpload(SeatMapServiceBlockingV2Stub seatMaps) {
    this.call = seatMaps.importSeatMap();
  }

  /// @throws StatusRuntimeException as the service refused it
  /// @throws IOException when the body cannot be read
  SeatMap send(SeatMapHeader header, InputStream plan) throws IOException {
    var isDone = false;
    try {
      var isOpen = call.write(ImportSeatMapRequest.newBuilder().setHeader(header).build());
      while (isOpen) {
        var chunk = plan.readNBytes(CHUNK_BYTES);
        if (chunk.length == 0) {
          break;
        }
        isOpen = call.write(piece(UnsafeByteOperations.unsafeWrap(chunk)));
      }
      call.halfClose();
      var answer = answered(call.read());
      isDone = true;
      return answer;
    } catch (StatusException e) {
      isDone = true;
      throw new StatusRuntimeException(e.getStatus(), e.getTrailers());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Status.CANCELLED.withCause(e).asRuntimeException();
    } finally {
      if (!isDone) {
        call.cancel("the plan was not sent to its end", null);
      }
    }
  }

  private static SeatMap answered(@Nullable ImportSeatMapResponse response) {
    if (response == null) {
      throw new IllegalStateException("ImportSeatMap ended without an answer");
    }
    return response.getSeatMap();
  }

  private static ImportSeatMapRequest piece(ByteString bytes) {
    return ImportSeatMapRequest.newBuilder().setChunk(bytes).build();
  }
}
