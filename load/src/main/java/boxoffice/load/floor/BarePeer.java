package boxoffice.load.floor;

import boxoffice.access.v1.PingRequest;
import boxoffice.access.v1.PingResponse;
import boxoffice.access.v1.PingServiceGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// A gRPC server that answers the empty call to anybody, one virtual thread a call, and does
/// nothing else: what stands behind [BareHopController]. It prints its port and ends when its input
/// does.
final class BarePeer {
  private BarePeer() {}

  public static void main(String[] args) throws IOException {
    var server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .addService(new Ping())
            .build()
            .start();
    System.out.println(BareApplication.LISTENING + server.getPort());
    while (System.in.read() >= 0) {
      // nothing to say: the end is what counts
    }
    server.shutdownNow();
  }

  private static final class Ping extends PingServiceGrpc.PingServiceImplBase {
    @Override
    public void ping(PingRequest request, StreamObserver<PingResponse> reply) {
      reply.onNext(PingResponse.getDefaultInstance());
      reply.onCompleted();
    }
  }
}
