package boxoffice.wire;

import com.google.protobuf.Descriptors;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Calls an RPC with any bytes for its messages, and any number of them.
public final class RawCall {
  public static final Marshaller<byte[]> BYTES = new Bytes();

  private static final int PATIENCE_SECONDS = 20;

  private final MethodDescriptor<byte[], byte[]> method;

  private RawCall(MethodDescriptor<byte[], byte[]> method) {
    this.method = method;
  }

  public static RawCall of(Descriptors.MethodDescriptor rpc) {
    var type =
        rpc.isClientStreaming()
            ? MethodType.CLIENT_STREAMING
            : rpc.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    var name =
        MethodDescriptor.generateFullMethodName(rpc.getService().getFullName(), rpc.getName());
    return new RawCall(
        MethodDescriptor.newBuilder(BYTES, BYTES).setType(type).setFullMethodName(name).build());
  }

  /// Waits for the end of the call; of a stream, two answers are taken.
  ///
  /// @param token null where none is sent
  /// @throws StatusRuntimeException when it is refused
  public void send(Channel channel, @Nullable String token, byte[]... messages) {
    var options =
        token == null
            ? CallOptions.DEFAULT
            : CallOptions.DEFAULT.withCallCredentials(new BearerToken(() -> token));
    var call =
        channel.newCall(method, options.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS));
    var end = new CompletableFuture<StatusRuntimeException>();
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            end.complete(status.asRuntimeException(trailers));
          }
        },
        new Metadata());
    call.request(2);
    for (var message : messages) {
      call.sendMessage(message);
    }
    call.halfClose();
    var ended = end.join();
    if (!ended.getStatus().isOk()) {
      throw ended;
    }
  }

  private static final class Bytes implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
