package boxoffice.guard.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.guard.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/// Reads that end by themselves, against a server that takes connections and says nothing.
final class WatchedSocketsTest {
  private static final Duration TIMEOUT = Duration.ofMillis(100);

  private ServerSocket silent;

  @BeforeEach
  void listen() throws IOException {
    silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    silent.close();
  }

  private Socket connect() {
    var config =
        DefaultJedisClientConfig.builder()
            .timeoutMillis((int) TIMEOUT.toMillis())
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .build();
    var address = new HostAndPort(silent.getInetAddress().getHostAddress(), silent.getLocalPort());
    return new WatchedSockets(address, config).createSocket();
  }

  @Test
  void endsAReadThatIsOverdue() throws IOException {
    try (var socket = connect()) {
      assertThatThrownBy(socket.getInputStream()::read).isInstanceOf(SocketTimeoutException.class);
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void takesNoTimeOutForAConnectionThatEnds() throws IOException {
    try (var socket = connect()) {
      var other = silent.accept();
      other.setSoLinger(true, 0); // a reset
      other.close();

      assertThatThrownBy(socket.getInputStream()::read)
          .isInstanceOf(SocketException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void waitsAsLongAsItTakesWithoutATimeOut() throws IOException {
    try (var socket = connect()) {
      socket.setSoTimeout(0);
      var reader = CompletableFuture.supplyAsync(() -> read(socket));
      var other = silent.accept();
      other.getOutputStream().write(7);

      assertThat(reader.join()).isEqualTo(7);
      other.close();
    }
  }

  private static int read(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void failsWhereNobodyListens() throws IOException {
    silent.close();

    assertThatThrownBy(this::connect).isInstanceOf(JedisConnectionException.class);
  }

  @Test
  void wakesTheWatchThatRests() {
    var watch = OverdueWatch.start();
    Await.until(watch::rests);
    var looks = new AtomicInteger();
    watch.add(_ -> looks.incrementAndGet() < 3);

    watch.begins();

    Await.until(() -> looks.get() >= 3);
    Await.until(watch::rests);
  }
}
