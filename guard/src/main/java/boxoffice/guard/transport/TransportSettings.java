package boxoffice.guard.transport;

import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// What one peer may send to a gRPC server of ours, and how long it may stay connected.
///
/// @param message bytes of a message, as sent and as decompressed; a larger one is
///   RESOURCE_EXHAUSTED, with a reason when it only grows larger
/// @param metadata bytes of a call's headers; more are answered with HTTP 431, which a client sees
///   as INTERNAL or RESOURCE_EXHAUSTED
/// @param callsPerConnection calls at once; a client queues further ones, and if it does not, they
///   are refused as not begun
/// @param connectionsPerPeer connections at once from one network address; a further one is closed
///   with ENHANCE_YOUR_CALM. As many health watches. Whoever comes through a proxy has the proxy's
///   address
/// @param resets calls of a connection that may be cancelled within `resetWindow`, before it is
///   closed with ENHANCE_YOUR_CALM; opening and cancelling costs a client next to nothing
/// @param resetWindow whole seconds
/// @param pings how far apart keep-alive pings must be; the third that comes sooner closes the
///   connection with ENHANCE_YOUR_CALM, and so it does without a call under way
/// @param handshake how long TLS and HTTP/2 may take to begin
/// @param idle a connection without calls is closed after it
/// @param age a connection is asked to end after it, give or take a tenth: so callers spread over
///   instances anew, and certificates are checked again
@ConfigurationProperties("boxoffice.guard.transport")
public record TransportSettings(
    @DefaultValue("256KB") DataSize message,
    @DefaultValue("8KB") DataSize metadata,
    @DefaultValue("100") int callsPerConnection,
    @DefaultValue("200") int connectionsPerPeer,
    @DefaultValue("200") int resets,
    @DefaultValue("30s") Duration resetWindow,
    @DefaultValue("60s") Duration pings,
    @DefaultValue("10s") Duration handshake,
    @DefaultValue("5m") Duration idle,
    @DefaultValue("30m") Duration age) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  public TransportSettings {
    if (message.toBytes() < 1 || message.toBytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("boxoffice.guard.transport.message needs 1 B to 2 GB");
    }
    if (metadata.toBytes() < 1 || metadata.toBytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("boxoffice.guard.transport.metadata needs 1 B to 2 GB");
    }
    if (callsPerConnection < 1 || connectionsPerPeer < 1 || resets < 1) {
      throw new IllegalArgumentException("boxoffice.guard.transport counts need 1 or more");
    }
    for (var time : new Duration[] {resetWindow, pings, handshake, idle, age}) {
      if (time.compareTo(SHORTEST) < 0) {
        throw new IllegalArgumentException("boxoffice.guard.transport times need 1s or more");
      }
    }
  }

  /// Sets all of it.
  ///
  /// @param longest what a call under way may still take when its connection is of age: nothing
  ///   that runs is cut by that
  public void limit(NettyServerBuilder server, Duration longest) {
    server
        .maxInboundMessageSize((int) message.toBytes())
        .maxInboundMetadataSize((int) metadata.toBytes())
        .maxConcurrentCallsPerConnection(callsPerConnection)
        .addTransportFilter(new PeerConnections(connectionsPerPeer))
        .maxRstFramesPerWindow(resets, (int) resetWindow.toSeconds())
        .permitKeepAliveTime(pings.toMillis(), TimeUnit.MILLISECONDS)
        .handshakeTimeout(handshake.toMillis(), TimeUnit.MILLISECONDS)
        .maxConnectionIdle(idle.toMillis(), TimeUnit.MILLISECONDS)
        .maxConnectionAge(age.toMillis(), TimeUnit.MILLISECONDS)
        .maxConnectionAgeGrace(longest.toMillis(), TimeUnit.MILLISECONDS);
  }
}
