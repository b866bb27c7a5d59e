package boxoffice.guard;

import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Resolves `list:///host:port,host:port`, a fixed list of addresses, which gRPC itself cannot.
/// Found through `META-INF/services`.
public final class ListNameResolverProvider extends NameResolverProvider {
  private static final String SCHEME = "list";
  private static final String STATIC = "static://";
  private static final int PRIORITY = 4;

  /// `static://host:port` is a list of one.
  static String target(String target) {
    return target.startsWith(STATIC) ? SCHEME + ":///" + target.substring(STATIC.length()) : target;
  }

  @Override
  protected boolean isAvailable() {
    return true;
  }

  @Override
  protected int priority() {
    return PRIORITY;
  }

  @Override
  public String getDefaultScheme() {
    return SCHEME;
  }

  @Override
  public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
    if (!SCHEME.equals(target.getScheme())) {
      return null;
    }
    var addresses =
        Arrays.stream(target.getPath().substring(1).split(",", -1))
            .map(ListNameResolverProvider::address)
            .toList();
    return new Fixed(addresses);
  }

  private static EquivalentAddressGroup address(String text) {
    var colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("not host:port: " + text);
    }
    var host = text.substring(0, colon);
    // what the certificate of this one has to name
    var name = Attributes.newBuilder().set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, text);
    return new EquivalentAddressGroup(
        new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1))), name.build());
  }

  /// Answers once, and always the same.
  private static final class Fixed extends NameResolver {
    private final List<EquivalentAddressGroup> addresses;

    Fixed(List<EquivalentAddressGroup> addresses) {
      this.addresses = addresses;
    }

    @Override
    public String getServiceAuthority() {
      return SCHEME;
    }

    @Override
    public void start(Listener2 listener) {
      listener.onResult(
          ResolutionResult.newBuilder().setAddressesOrError(StatusOr.fromValue(addresses)).build());
    }

    @Override
    public void shutdown() {}
  }
}
