package boxoffice.guard.transport;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Error;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2Exception;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Keeps one network address from taking all connections: gRPC bounds what happens on one, not how
/// many there are. What is not a network address, such as a call within the process, is not
/// counted.
final class PeerConnections extends ServerTransportFilter {
  private static final Attributes.Key<InetAddress> COUNTED =
      Attributes.Key.create("boxoffice.guard.transport.counted");

  private final PeerCounts open;

  PeerConnections(int most) {
    open = new PeerCounts(most);
  }

  /// Runs when a client has begun to speak HTTP/2. gRPC has no answer for "no": what is thrown here
  /// ends the connection, with the code that an embedded HTTP/2 error names.
  @Override
  public Attributes transportReady(Attributes connection) {
    if (!(connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR) instanceof InetSocketAddress peer)) {
      return connection;
    }
    var address = peer.getAddress();
    if (!open.take(address)) {
      throw new IllegalStateException(
          Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "too_many_connections"));
    }
    return connection.toBuilder().set(COUNTED, address).build();
  }

  /// @param connection nothing when it was refused, or never came so far
  @Override
  public void transportTerminated(@Nullable Attributes connection) {
    var address = connection == null ? null : connection.get(COUNTED);
    if (address != null) {
      open.release(address);
    }
  }
}
