package boxoffice.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Requests of one operation that are broken as HTTP, or that HTTP has and this system does not
/// (rows H1, H12, H15, H18), as text with its lines ended by LF.
final class BrokenRequests {
  private static final int KIB = 1024;
  private static final String LENGTH_AND_CHUNKS = "H15 length and chunks";
  private static final String CLOSE = "Connection: close\n";
  private static final String FOLDED = "H15 folded";
  private static final String SMUGGLED = "0\n\nGET /smuggled HTTP/1.1\nHost: x\n\n";
  private static final List<String> METHODS = List.of("TRACE", "CONNECT", "PROPFIND", "PATCHY");
  private static final List<String> ORIGINS =
      List.of("null", "https://evil.example", "https://boxoffice.example.evil.example");

  /// What is not refused, if the request is good otherwise.
  static final Set<String> READ_IN_ONE_WAY = Set.of(LENGTH_AND_CHUNKS, FOLDED);

  private final String method;
  private final String target;
  private final String headers;
  private final Map<String, String> requests = new LinkedHashMap<>();

  private BrokenRequests(String method, String target, String headers) {
    this.method = method;
    this.target = target;
    this.headers = headers;
  }

  /// @param headers of a good request, each line ended
  /// @return requests by what is wrong with them
  static Map<String, String> of(InterfaceOperation operation, String target, String headers) {
    var broken = new BrokenRequests(operation.method(), target, headers);
    broken.addMethods(operation);
    broken.addFrames();
    if (operation.method().equals("GET")) {
      broken.addReadable();
    }
    if (operation.takesBody()) {
      broken.add("H1 64 KiB and 1 in chunks", "Transfer-Encoding: chunked\n", tooMuchInChunks());
    }
    return broken.requests;
  }

  private static String tooMuchInChunks() {
    var kib = "400\n" + " ".repeat(KIB) + "\n";
    return kib.repeat(64) + "1\n \n0\n\n";
  }

  private void addMethods(InterfaceOperation operation) {
    for (var other : METHODS) {
      requests.put("H12 " + other, request(other, headers, ""));
    }
    for (var other : List.of("GET", "PUT", "POST", "PATCH", "DELETE")) {
      if (!operation.isDescribed(other)) {
        requests.put("H12 " + other, request(other, headers + "Content-Length: 0\n", ""));
      }
    }
    for (var origin : ORIGINS) {
      var preflight = "Origin: " + origin + "\nAccess-Control-Request-Method: " + method + "\n";
      requests.put("H18 " + origin, request("OPTIONS", preflight, ""));
    }
  }

  /// What two readers could take for two requests.
  private void addFrames() {
    add("H15 two lengths", "Content-Length: 2\nContent-Length: 1\n", "{}");
    add("H15 a list of lengths", "Content-Length: 2, 1\n", "{}");
    add("H15 length is +2", "Content-Length: +2\n", "{}");
    add("H15 xchunked", "Transfer-Encoding: xchunked\n", SMUGGLED);
    add("H15 chunked twice", "Transfer-Encoding: chunked, chunked\n", SMUGGLED);
    add("H14 200 headers", "X-Many: 1\n".repeat(200), "");
    requests.put("H20 no such version", method + " " + target + " HTTP/9.9\nHost: x\n\n");
    requests.put("H20 no host", method + " " + target + " HTTP/1.1\n" + headers + "\n");
  }

  /// Of a request that changes nothing when it is read.
  private void addReadable() {
    var both = headers + "Content-Length: 2\nTransfer-Encoding: chunked\n";
    // it closes the connection without being told to
    requests.put(LENGTH_AND_CHUNKS, request(method, both, SMUGGLED).replace(CLOSE, ""));
    add(FOLDED, "X-Folded: a\n b\n", "");
  }

  private void add(String wrong, String framing, String body) {
    requests.put(wrong, request(method, headers + framing, body));
  }

  private String request(String by, String head, String body) {
    return by + " " + target + " HTTP/1.1\nHost: localhost\n" + CLOSE + head + "\n" + body;
  }
}
