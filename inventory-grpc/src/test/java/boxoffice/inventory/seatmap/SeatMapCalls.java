package boxoffice.inventory.seatmap;

import boxoffice.inventory.v1.ExportSeatMapRequest;
import boxoffice.inventory.v1.GetSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.ListSeatMapRowsRequest;
import boxoffice.inventory.v1.PublishSeatMapRequest;
import boxoffice.inventory.v1.PublishSeatMapResponse;
import boxoffice.inventory.v1.Seat;
import boxoffice.inventory.v1.SeatMap;
import boxoffice.inventory.v1.SeatMapHeader;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.inventory.v1.SeatMapServiceGrpc.SeatMapServiceBlockingStub;
import boxoffice.inventory.v1.SeatRow;
import boxoffice.wire.BearerToken;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Somebody who calls SeatMapService, and a venue of theirs.
final class SeatMapCalls {
  private static final int PIECE = 65_536;

  private final Channel channel;
  private final BearerToken token;
  private final String venueId;

  SeatMapCalls(Channel channel, String accessToken, String venueId) {
    this.channel = channel;
    this.token = new BearerToken(() -> accessToken);
    this.venueId = venueId;
  }

  SeatMapServiceBlockingStub stub() {
    return SeatMapServiceGrpc.newBlockingStub(channel).withCallCredentials(token);
  }

  /// Of a new draft.
  SeatMapHeader.Builder header() {
    return SeatMapHeader.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setVenueId(venueId);
  }

  SeatMap draft(byte[] file) {
    return importPlan(header(), file);
  }

  SeatMap published(byte[] file) {
    return importPlan(header().setPublished(true), file);
  }

  SeatMap version(SeatMap before, byte[] file) {
    return importPlan(header().setReplacesSeatMapId(before.getSeatMapId()), file);
  }

  SeatMap importPlan(SeatMapHeader.Builder header, byte[] file) {
    return upload(header, List.of(file)).seatMap();
  }

  /// @param sent how many bytes were taken from us
  record Uploaded(@Nullable SeatMap answer, @Nullable StatusRuntimeException failure, long sent) {
    SeatMap seatMap() {
      if (failure != null) {
        throw failure;
      }
      return Objects.requireNonNull(answer);
    }

    StatusRuntimeException refusal() {
      return Objects.requireNonNull(failure);
    }
  }

  /// Sends as much as the service takes, until it has it all or has answered.
  Uploaded upload(SeatMapHeader.Builder header, Iterable<byte[]> parts) {
    var upload = new Upload(header.build(), pieces(parts));
    SeatMapServiceGrpc.newStub(channel).withCallCredentials(token).importSeatMap(upload);
    return upload.answer();
  }

  private static Iterator<ByteString> pieces(Iterable<byte[]> parts) {
    var iterator = parts.iterator();
    return new Iterator<>() {
      private byte[] part = new byte[0];
      private int from;

      @Override
      public boolean hasNext() {
        while (from == part.length && iterator.hasNext()) {
          part = iterator.next();
          from = 0;
        }
        return from < part.length;
      }

      @Override
      public ByteString next() {
        var length = Math.min(PIECE, part.length - from);
        from += length;
        return ByteString.copyFrom(part, from - length, length);
      }
    };
  }

  private static final class Upload
      implements ClientResponseObserver<ImportSeatMapRequest, ImportSeatMapResponse> {
    private final SeatMapHeader header;
    private final Iterator<ByteString> pieces;
    private final CompletableFuture<SeatMap> answer = new CompletableFuture<>();
    private long sent;
    private boolean ended;

    Upload(SeatMapHeader header, Iterator<ByteString> pieces) {
      this.header = header;
      this.pieces = pieces;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ImportSeatMapRequest> call) {
      call.setOnReadyHandler(() -> send(call));
    }

    private void send(ClientCallStreamObserver<ImportSeatMapRequest> call) {
      if (sent == 0 && !ended) {
        call.onNext(ImportSeatMapRequest.newBuilder().setHeader(header).build());
      }
      while (call.isReady() && !ended && pieces.hasNext()) {
        var piece = pieces.next();
        call.onNext(ImportSeatMapRequest.newBuilder().setChunk(piece).build());
        sent += piece.size();
      }
      if (!ended && !pieces.hasNext()) {
        ended = true;
        call.onCompleted();
      }
    }

    @Override
    public void onNext(ImportSeatMapResponse response) {
      answer.complete(response.getSeatMap());
    }

    @Override
    public void onError(Throwable failure) {
      ended = true;
      answer.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}

    Uploaded answer() {
      try {
        return new Uploaded(answer.join(), null, sent);
      } catch (CompletionException e) {
        if (e.getCause() instanceof StatusRuntimeException refusal) {
          return new Uploaded(null, refusal, sent);
        }
        throw e;
      }
    }
  }

  byte[] export(SeatMap seatMap) {
    var file = new ByteArrayOutputStream();
    stub()
        .exportSeatMap(
            ExportSeatMapRequest.newBuilder().setSeatMapId(seatMap.getSeatMapId()).build())
        .forEachRemaining(piece -> {
          if (piece.getChunk().size() > PIECE) {
            throw new AssertionError("a piece of " + piece.getChunk().size());
          }
          file.writeBytes(piece.getChunk().toByteArray());
        });
    return file.toByteArray();
  }

  SeatMap read(SeatMap seatMap) {
    return stub()
        .getSeatMap(GetSeatMapRequest.newBuilder().setSeatMapId(seatMap.getSeatMapId()).build())
        .getSeatMap();
  }

  List<SeatRow> rows(SeatMap seatMap, int pageSize) {
    var rows = new ArrayList<SeatRow>();
    var request =
        ListSeatMapRowsRequest.newBuilder()
            .setSeatMapId(seatMap.getSeatMapId())
            .setPageSize(pageSize);
    do {
      var page = stub().listSeatMapRows(request.build());
      rows.addAll(page.getRowsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return rows;
  }

  List<Seat> seats(SeatMap seatMap) {
    return rows(seatMap, 100).stream().flatMap(row -> row.getSeatsList().stream()).toList();
  }

  PublishSeatMapResponse publish(SeatMap seatMap) {
    return stub().publishSeatMap(publication(seatMap).build());
  }

  static PublishSeatMapRequest.Builder publication(SeatMap seatMap) {
    return PublishSeatMapRequest.newBuilder()
        .setRequestId(UUID.randomUUID().toString())
        .setSeatMapId(seatMap.getSeatMapId());
  }

  /// A real hall of 2189 seats.
  static byte[] concertHall() {
    try (InputStream file = SeatMapCalls.class.getResourceAsStream("/halls/concert-hall.json")) {
      return Objects.requireNonNull(file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
