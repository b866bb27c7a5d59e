package boxoffice.parts.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import boxoffice.parts.proxy.FaultProxy.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
  private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    proxy = FaultProxy.to("127.0.0.1", echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void forwardsBothWays() throws IOException {
    try (var client = connect()) {
      assertThat(say(client, 7)).isEqualTo(7);
      client.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void delaysEachDirection() throws IOException {
    try (var client = connect()) {
      say(client, 1);
      proxy.latency(Duration.ofMillis(60));
      var start = System.nanoTime();

      say(client, 2);

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThanOrEqualTo(Duration.ofMillis(120));
    }
  }

  @Test
  void refusesEverythingWhileCutAndForwardsAgainAfterwards() throws IOException {
    try (var client = connect()) {
      say(client, 1);

      proxy.cut();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }
    proxy.heal();
    try (var client = connect()) {
      assertThat(say(client, 2)).isEqualTo(2);
    }
  }

  @Test
  void resetsWhatIsOpenAndTakesNewConnections() throws IOException {
    try (var client = connect()) {
      say(client, 1);

      proxy.reset();

      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    try (var client = connect()) {
      assertThat(say(client, 2)).isEqualTo(2);
    }
  }

  @Test
  void holdsEverythingBackWhileSilentAndDeliversItAfterwards() throws IOException {
    proxy.silence();
    try (var client = connect()) {
      client.setSoTimeout(150);
      assertThatThrownBy(() -> say(client, 1)).isInstanceOf(SocketTimeoutException.class);
      assertThat(received).isEmpty();

      proxy.heal();

      client.setSoTimeout(30_000);
      assertThat(client.getInputStream().read()).isEqualTo(1);
    }
  }

  @Test
  void losesOnlyTheAnswerWhenOneDirectionIsSilent() throws Exception {
    try (var client = connect()) {
      say(client, 1);
      proxy.silence(Direction.TO_CLIENT);
      client.setSoTimeout(150);

      assertThatThrownBy(() -> say(client, 2)).isInstanceOf(SocketTimeoutException.class);

      assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo(2);
    }
  }

  private Socket connect() throws IOException {
    var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(30_000);
    return client;
  }

  private static int say(Socket client, int word) throws IOException {
    client.getOutputStream().write(word);
    return client.getInputStream().read();
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        var client = echo.accept();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      for (var word = client.getInputStream().read();
          word >= 0;
          word = client.getInputStream().read()) {
        received.add(word);
        client.getOutputStream().write(word);
      }
    } catch (IOException e) {
      received.add(-1);
    }
  }
}
