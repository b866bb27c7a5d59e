package boxoffice.parts.proxy;

import boxoffice.parts.process.LocalPort;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Forwards TCP connections from a port on the loopback address to a target, and breaks them when
/// told. Faults hold until [#heal()]; they may be switched by any thread at any time.
public final class FaultProxy implements AutoCloseable {
  private final String targetHost;
  private final int targetPort;
  private final int port;
  private final Passage passage = new Passage();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listener;
  private @Nullable Thread accepting;

  private FaultProxy(String targetHost, int targetPort, int port) {
    this.targetHost = targetHost;
    this.targetPort = targetPort;
    this.port = port;
  }

  /// Which way bytes go through the proxy.
  public enum Direction {
    TO_TARGET,
    TO_CLIENT
  }

  /// Starts a proxy on a free port. The target need not be there yet.
  public static FaultProxy to(String targetHost, int targetPort) {
    return listening(0, targetHost, targetPort);
  }

  /// Starts a proxy.
  ///
  /// @param port where to listen, 0 for a free one
  public static FaultProxy listening(int port, String targetHost, int targetPort) {
    var proxy = new FaultProxy(targetHost, targetPort, LocalPort.choose(port, "the fault proxy"));
    proxy.heal();
    return proxy;
  }

  public int port() {
    return port;
  }

  /// Delays every piece of data by this much, in each direction.
  public void latency(Duration delay) {
    passage.delay(delay);
  }

  /// Closes all connections and refuses new ones: the target's machine is up, its process is not.
  public synchronized void cut() {
    closeListener();
    sockets.forEach(FaultProxy::closeNow);
  }

  /// Breaks all connections with a TCP reset. New ones are forwarded.
  public void reset() {
    var broken = List.copyOf(sockets);
    // all of them before any is closed: one end of a connection closes the other one in its own way
    broken.forEach(FaultProxy::endInReset);
    broken.forEach(FaultProxy::closeNow);
  }

  private static void endInReset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // closed meanwhile: nothing left to reset
      closeNow(socket);
    }
  }

  /// Holds back all data in one direction. Connections stay open and new ones are accepted.
  public void silence(Direction direction) {
    passage.silence(direction);
  }

  /// Holds back all data in both directions: a black hole.
  public void silence() {
    silence(Direction.TO_TARGET);
    silence(Direction.TO_CLIENT);
  }

  /// Ends all faults. Data held back by a silence goes on, as TCP would have repeated it.
  public synchronized void heal() {
    passage.open();
    if (listener != null) {
      return;
    }
    try {
      var opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_024);
      listener = opened;
      accepting = Thread.ofVirtual().name("fault-proxy-" + port).start(() -> accept(opened));
    } catch (IOException e) {
      throw new UncheckedIOException(LocalPort.inUse(port, "the fault proxy"), e);
    }
  }

  @Override
  public void close() {
    cut();
    passage.open();
  }

  private void accept(ServerSocket opened) {
    while (!opened.isClosed()) {
      try {
        var client = opened.accept();
        sockets.add(client);
        Thread.ofVirtual().start(() -> serve(opened, client));
      } catch (IOException e) {
        // the listener was closed: the loop ends by its condition
        closeNow(opened);
      }
    }
  }

  private void serve(ServerSocket opened, Socket client) {
    var target = new Socket();
    sockets.add(target);
    try (client;
        target) {
      passage.await(Direction.TO_TARGET);
      target.connect(new InetSocketAddress(targetHost, targetPort), 5_000);
      client.setTcpNoDelay(true);
      target.setTcpNoDelay(true);
      if (opened.isClosed()) {
        return;
      }
      var back = Thread.ofVirtual().start(() -> pump(target, client, Direction.TO_CLIENT));
      pump(client, target, Direction.TO_TARGET);
      back.join();
    } catch (IOException e) {
      // the target is away: the client sees its connection closed
      closeNow(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sockets.remove(client);
      sockets.remove(target);
    }
  }

  private void pump(Socket from, Socket to, Direction direction) {
    var buffer = new byte[16_384];
    try {
      var input = from.getInputStream();
      var output = to.getOutputStream();
      for (var count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        passage.await(direction);
        output.write(buffer, 0, count);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // one side broke: the other must see it
      closeNow(from);
      closeNow(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeListener() {
    if (listener != null) {
      closeNow(listener);
      listener = null;
      awaitAccepting();
    }
  }

  /// The port takes connections until the thread that accepts them has let go of it.
  private void awaitAccepting() {
    try {
      if (accepting != null) {
        accepting.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeNow(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close " + socket, e);
    }
  }
}
