package boxoffice.parts.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Chooses the port of a server that listens on the loopback address only, or, in a container of
/// its own, on the address that the system property `boxoffice.parts.address` names.
public final class LocalPort {
  private static final String ADDRESS = "boxoffice.parts.address";

  /// Below what Linux gives to outgoing connections, so that none takes a chosen port before its
  /// server listens on it.
  private static final int FIRST = 20_000;

  private static final int LAST = 32_000;
  private static final int TRIES = 200;

  private LocalPort() {}

  /// Where servers listen.
  public static String address() {
    return System.getProperty(ADDRESS, "127.0.0.1");
  }

  /// The wanted port, or some free one when that is 0.
  ///
  /// @param server who is going to listen, for the message when the wanted port is taken
  public static int choose(int wanted, String server) {
    if (wanted != 0) {
      if (!free(wanted)) {
        throw new IllegalStateException(inUse(wanted, server));
      }
      return wanted;
    }
    var random = ThreadLocalRandom.current();
    for (var tried = 0; tried < TRIES; tried++) {
      var port = random.nextInt(FIRST, LAST);
      if (free(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port for " + server);
  }

  /// What to tell a person whose port is taken.
  public static String inUse(int port, String server) {
    return "port " + port + " is in use: " + server + " cannot listen on it";
  }

  private static boolean free(int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
