package boxoffice.parts.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A program that answers 200 until it is ended, or ends at once.
final class SmallServer {
  private SmallServer() {}

  static void main(String[] args) throws IOException {
    if (args[0].equals("fail")) {
      throw new IllegalStateException("as told");
    }
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
    var server = HttpServer.create(address, 0);
    server.createContext(
        "/",
        call -> {
          call.sendResponseHeaders(200, -1);
          call.close();
        });
    server.start();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> System.out.println("ended in order")));
  }
}
