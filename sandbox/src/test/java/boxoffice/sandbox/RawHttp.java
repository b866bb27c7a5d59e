package boxoffice.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Sends what no client library would, one request a connection; as HTTP/1.0 where that does, so
/// that no answer comes in chunks.
///
/// @param port on this machine
record RawHttp(int port) {
  private static final int PATIENCE_MILLIS = 20_000;

  /// @param contentType of the body, lower case, without parameters; empty when there is none
  record Answer(int status, String contentType, String body) {
    /// @return a member of the problem; empty where there is none
    String said(String member) {
      return contentType.equals("application/problem+json")
          ? JsonMapper.shared().readTree(body).path(member).asString("")
          : "";
    }
  }

  /// @param target as the request line has it
  Answer send(String method, String target, Map<String, String> headers, byte[] body) {
    var head = new StringBuilder(method + " " + target + " HTTP/1.0\r\nHost: localhost\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (body.length > 0) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    return parsed(exchange(head.toString().getBytes(StandardCharsets.ISO_8859_1), body));
  }

  /// @param request a whole one, its lines ended by LF
  /// @return what comes back until the server closes, as it comes
  String send(String request) {
    var bytes = request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return exchange(bytes, new byte[0]);
  }

  private String exchange(byte[] head, byte[] body) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var out = socket.getOutputStream();
      out.write(head);
      out.write(body);
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer parsed(String text) {
    var end = text.indexOf("\r\n\r\n");
    if (end < 0 || !text.startsWith("HTTP/1.1 ")) {
      throw new IllegalStateException("not an answer: " + text);
    }
    var status = Integer.parseInt(text.substring(9, 12));
    var type =
        text.substring(0, end)
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
            .map(line -> line.substring(13).strip().toLowerCase(Locale.ROOT).replaceAll(";.*", ""))
            .findFirst()
            .orElse("");
    return new Answer(status, type, text.substring(end + 4));
  }
}
