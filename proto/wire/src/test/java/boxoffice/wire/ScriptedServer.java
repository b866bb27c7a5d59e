package boxoffice.wire;

import boxoffice.inventory.v1.ImportSeatMapRequest;
import boxoffice.inventory.v1.ImportSeatMapResponse;
import boxoffice.inventory.v1.SeatMapServiceGrpc;
import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.ListSigningKeysResponse;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A real server on a port of its own that fails as it is told, and then answers; with a channel to
/// it that does nothing on its own.
final class ScriptedServer implements AutoCloseable {
  private final io.grpc.Server server;
  private final ManagedChannel channel;
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Supplier<Exception> always;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile @Nullable Deadline deadline;
  private volatile @Nullable String authorization;

  ScriptedServer() {
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(new Keys())
              .addService(new SeatMaps())
              .intercept(new Watch())
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
  }

  /// The next call fails so.
  ScriptedServer failsWith(Exception failure) {
    failures.add(failure);
    return this;
  }

  ScriptedServer failsWith(ErrorReason reason) {
    return failsWith(ErrorStatus.of(reason, "as told", Map.of()));
  }

  /// Every call fails so from now on.
  ScriptedServer alwaysFailsWith(Supplier<Exception> failure) {
    always = failure;
    return this;
  }

  void works() {
    always = null;
  }

  ManagedChannel channel() {
    return channel;
  }

  /// How many calls have come.
  int asked() {
    return asked.get();
  }

  /// That the last call came with.
  Deadline deadline() {
    return Optional.ofNullable(deadline).orElseThrow();
  }

  /// That the last call came with.
  String authorization() {
    return Optional.ofNullable(authorization).orElseThrow();
  }

  private boolean fails(StreamObserver<?> reply) {
    var told = always;
    var failure = told == null ? failures.poll() : told.get();
    if (failure != null) {
      reply.onError(failure);
    }
    return failure != null;
  }

  private final class Watch implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      asked.incrementAndGet();
      deadline = Context.current().getDeadline();
      authorization = headers.get(BearerToken.AUTHORIZATION);
      return next.startCall(call, headers);
    }
  }

  private final class Keys extends SigningKeyServiceGrpc.SigningKeyServiceImplBase {
    @Override
    public void listSigningKeys(
        ListSigningKeysRequest request, StreamObserver<ListSigningKeysResponse> reply) {
      if (!fails(reply)) {
        reply.onNext(ListSigningKeysResponse.getDefaultInstance());
        reply.onCompleted();
      }
    }
  }

  private final class SeatMaps extends SeatMapServiceGrpc.SeatMapServiceImplBase {
    @Override
    public StreamObserver<ImportSeatMapRequest> importSeatMap(
        StreamObserver<ImportSeatMapResponse> reply) {
      return new Upload(reply);
    }
  }

  private final class Upload implements StreamObserver<ImportSeatMapRequest> {
    private final StreamObserver<ImportSeatMapResponse> reply;

    Upload(StreamObserver<ImportSeatMapResponse> reply) {
      this.reply = reply;
    }

    @Override
    public void onNext(ImportSeatMapRequest request) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onCompleted() {
      if (!fails(reply)) {
        reply.onNext(ImportSeatMapResponse.getDefaultInstance());
        reply.onCompleted();
      }
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
  }
}
