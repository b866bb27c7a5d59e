package boxoffice.guard.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/// Connections to one Redis whose reads have a time-out and no timer.
///
/// [OverdueWatch] closes the socket whose read is overdue: the reader hears a time-out, some
/// milliseconds late at most.
public final class WatchedSockets implements JedisSocketFactory {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedSockets.class);

  private final HostAndPort address;
  private final JedisClientConfig config;

  /// @param config says the time-outs of connecting and of a read
  public WatchedSockets(HostAndPort address, JedisClientConfig config) {
    this.address = address;
    this.config = config;
  }

  /// @throws JedisConnectionException when no address of the host takes the connection
  @Override
  public Socket createSocket() {
    var failure = new JedisConnectionException("no connection to " + address);
    try {
      for (var host : InetAddress.getAllByName(address.getHost())) {
        try {
          return connect(new InetSocketAddress(host, address.getPort()));
        } catch (IOException e) {
          failure.addSuppressed(e);
        }
      }
    } catch (UnknownHostException e) {
      failure.addSuppressed(e);
    }
    throw failure;
  }

  private Socket connect(InetSocketAddress to) throws IOException {
    var socket = new Watched();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(to, config.getConnectionTimeoutMillis());
      socket.setSoTimeout(config.getSocketTimeoutMillis());
      OverdueWatch.SHARED.add(socket);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /// Read by one thread at a time.
  private static final class Watched extends Socket implements OverdueWatch.Waits {
    private volatile Duration timeout = Duration.ZERO;
    private volatile boolean reads;
    private volatile long began;
    private volatile boolean late;

    /// @param millis 0 for as long as it takes
    @Override
    public void setSoTimeout(int millis) {
      timeout = Duration.ofMillis(millis);
    }

    @Override
    public int getSoTimeout() {
      return (int) timeout.toMillis();
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
          return readWatched(() -> super.read(bytes, from, most));
        }

        @Override
        public int read() throws IOException {
          return readWatched(super::read);
        }
      };
    }

    private interface Read {
      int read() throws IOException;
    }

    private int readWatched(Read read) throws IOException {
      if (timeout.isZero()) {
        return read.read();
      }
      began = System.nanoTime();
      reads = true;
      OverdueWatch.SHARED.begins();
      try {
        return read.read();
      } catch (SocketException e) {
        if (late) {
          var timedOut = new SocketTimeoutException("no answer within " + timeout);
          timedOut.initCause(e);
          throw timedOut;
        }
        throw e;
      } finally {
        reads = false;
      }
    }

    @Override
    public boolean endOverdue(long now) {
      try {
        // what has come is only to be read yet, by a thread that has to wait for its turn
        if (reads && now - began > timeout.toNanos() && super.getInputStream().available() == 0) {
          late = true;
          close();
        }
      } catch (IOException e) {
        LOG.debug("a connection to Redis has ended otherwise", e);
      }
      return reads;
    }

    @Override
    public void close() throws IOException {
      OverdueWatch.SHARED.forget(this);
      super.close();
    }
  }
}
