package boxoffice.wire;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes an [ErrorReason] into a gRPC status and reads it back (AIP-193: `google.rpc.Status` with
/// one `ErrorInfo`).
public final class ErrorStatus {
  private static final String DOMAIN = "boxoffice";

  private ErrorStatus() {}

  /// @param text for people; goes to the caller as it is
  public static StatusException of(ErrorReason reason, String text, Map<String, String> metadata) {
    var info =
        ErrorInfo.newBuilder()
            .setReason(reason.name())
            .setDomain(DOMAIN)
            .putAllMetadata(metadata)
            .build();
    return StatusProto.toStatusException(
        com.google.rpc.Status.newBuilder()
            .setCode(reason.statusCode().value())
            .setMessage(text)
            .addDetails(Any.pack(info))
            .build());
  }

  public static StatusException of(WireException failure) {
    var text = failure.getMessage();
    return of(failure.reason(), text == null ? "" : text, failure.metadata());
  }

  /// The `ErrorInfo` that a server of ours sent, or none: an error of the transport or of somebody
  /// else.
  public static Optional<ErrorInfo> info(Status status, @Nullable Metadata trailers) {
    for (var detail : details(status, trailers)) {
      if (detail.is(ErrorInfo.class)) {
        return unpack(detail).filter(info -> info.getDomain().equals(DOMAIN));
      }
    }
    return Optional.empty();
  }

  public static Optional<ErrorInfo> info(StatusRuntimeException failure) {
    return info(failure.getStatus(), failure.getTrailers());
  }

  /// The reason that a server of ours gave, or none.
  public static Optional<ErrorReason> reason(Status status, @Nullable Metadata trailers) {
    return info(status, trailers).flatMap(ErrorStatus::known);
  }

  public static Optional<ErrorReason> reason(StatusRuntimeException failure) {
    return info(failure).flatMap(ErrorStatus::known);
  }

  /// A reason of a newer peer is none that we know.
  private static Optional<ErrorReason> known(ErrorInfo info) {
    for (var reason : ErrorReason.values()) {
      if (reason.name().equals(info.getReason())) {
        return Optional.of(reason);
      }
    }
    return Optional.empty();
  }

  private static List<Any> details(Status status, @Nullable Metadata trailers) {
    try {
      return StatusProto.fromStatusAndTrailers(status, trailers).getDetailsList();
    } catch (IllegalArgumentException e) {
      return List.of(); // damaged, or of another status
    }
  }

  private static Optional<ErrorInfo> unpack(Any detail) {
    try {
      return Optional.of(detail.unpack(ErrorInfo.class));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty(); // damaged details say no more than none
    }
  }
}
