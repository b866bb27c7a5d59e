package boxoffice.inventory.seatmap;

import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.SeatMapHeader;
import boxoffice.wire.ErrorReason;
import boxoffice.wire.WireException;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Puts the pieces of an upload together: the header first, then the file, 16 MiB at most.
final class UploadObserver implements StreamObserver<ImportSeatMapRequest> {
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  private final BiConsumer<SeatMapHeader, ByteString> complete;
  private final ByteString.Output file = ByteString.newOutput();
  private @Nullable SeatMapHeader header;

  UploadObserver(BiConsumer<SeatMapHeader, ByteString> complete) {
    this.complete = complete;
  }

  @Override
  public void onNext(ImportSeatMapRequest piece) {
    switch (piece.getPartCase()) {
      case HEADER -> acceptHeader(piece.getHeader());
      case CHUNK -> acceptChunk(piece.getChunk());
      case PART_NOT_SET -> throw WireException.invalidField("part", "is missing");
    }
  }

  private void acceptHeader(SeatMapHeader first) {
    if (header != null) {
      throw WireException.invalidField("header", "sent twice");
    }
    header = first;
  }

  private void acceptChunk(ByteString chunk) {
    if (header == null) {
      throw WireException.invalidField("header", "must come first");
    }
    if (file.size() + chunk.size() > MAX_BYTES) {
      throw new WireException(ErrorReason.PAYLOAD_TOO_LARGE, "a plan has 16 MiB at most");
    }
    try {
      chunk.writeTo(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail so
    }
  }

  @Override
  public void onCompleted() {
    if (header == null) {
      throw WireException.invalidField("header", "is missing");
    }
    complete.accept(header, file.toByteString());
  }

  @Override
  public void onError(Throwable failure) {} // the caller went away: nothing was stored
}
