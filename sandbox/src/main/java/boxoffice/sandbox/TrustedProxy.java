package boxoffice.sandbox;

import java.util.Map;

/// Makes the edge take a caller's address from the `X-Forwarded-For` of one peer: a load generator
/// is one process, and stands for many buyers with an address each.
final class TrustedProxy {
  private TrustedProxy() {}

  /// Tomcat's own settings.
  ///
  /// @param address the peer's
  static Map<String, String> settings(String address) {
    if (!address.matches("[0-9a-fA-F.:]{2,45}")) {
      throw new IllegalArgumentException(address + " is not an address: --trusted-proxy needs one");
    }
    return Map.of(
        "server.forward-headers-strategy", "native",
        "server.tomcat.remoteip.remote-ip-header", "X-Forwarded-For",
        "server.tomcat.remoteip.internal-proxies", address.replace(".", "\\."));
  }
}
