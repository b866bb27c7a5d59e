package boxoffice.order;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;

/// Counts on the wire what services make PostgreSQL do. The driver makes it by its name, so the
/// counters are the process's.
///
/// A round trip is an answer that is read after something was sent: what the driver sends together,
/// such as BEGIN and a statement, is one.
public final class CountedSockets extends SocketFactory {
  /// For whoever is to be counted.
  static final String SETTING =
      "--spring.datasource.hikari.data-source-properties.socketFactory="
          + CountedSockets.class.getName();

  private static final AtomicInteger ROUND_TRIPS = new AtomicInteger();
  private static final AtomicInteger COMMITS = new AtomicInteger();

  /// @param roundTrips how often PostgreSQL was waited for
  /// @param commits transactions that wrote something, single statements among them
  record Traffic(int roundTrips, int commits) {
    Traffic since(Traffic before) {
      return new Traffic(roundTrips - before.roundTrips, commits - before.commits);
    }
  }

  static Traffic soFar() {
    return new Traffic(ROUND_TRIPS.get(), COMMITS.get());
  }

  @Override
  public Socket createSocket() {
    return new Counted();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  private static final class Counted extends Socket {
    private final Answers answers = new Answers();
    private volatile boolean asked;

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          asked = true;
          out.write(bytes, offset, length);
        }
      };
    }

    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          if (asked) {
            asked = false;
            ROUND_TRIPS.incrementAndGet();
          }
          var count = super.read(bytes, offset, length);
          for (var i = 0; i < count; i++) {
            answers.saw(bytes[offset + i]);
          }
          return count;
        }
      };
    }
  }

  /// Messages of PostgreSQL's protocol: a letter, a length that counts itself, a body.
  private static final class Answers {
    private static final int HEADER = 5;
    private static final int LONGEST_TAG = 32;

    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private final StringBuilder body = new StringBuilder();
    private boolean begun;
    private boolean wrote;
    private int left;

    void saw(byte one) {
      if (!begun) {
        begun = true;
        if (one == 'N') { // no TLS: the only answer that is not a message
          return;
        }
      }
      if (header.hasRemaining()) {
        header.put(one);
        left = header.hasRemaining() ? left : header.getInt(1) - (HEADER - 1);
      } else {
        left--;
        if (body.length() < LONGEST_TAG) {
          body.append((char) one);
        }
      }
      if (!header.hasRemaining() && left == 0) {
        message((char) header.get(0), body.toString());
        header.clear();
        body.setLength(0);
      }
    }

    private void message(char type, String text) {
      switch (type) {
        case 'C' -> done(text);
        case 'Z' -> {
          if (text.equals("I")) { // no transaction is open
            commit();
          }
        }
        default -> {}
      }
    }

    private void done(String tag) {
      if (tag.startsWith("ROLLBACK")) {
        wrote = false;
      } else if (tag.matches("(INSERT|UPDATE|DELETE).* [1-9][0-9]*\\x00")) {
        wrote = true;
      }
    }

    private void commit() {
      if (wrote) {
        COMMITS.incrementAndGet();
      }
      wrote = false;
    }
  }
}
