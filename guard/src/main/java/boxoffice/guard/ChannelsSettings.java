package boxoffice.guard;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// The peers that this process calls.
///
/// @param channels by the peer's name, such as `inventory`
@ConfigurationProperties("boxoffice")
public record ChannelsSettings(Map<String, ChannelSettings> channels) {

  public ChannelsSettings(@Nullable Map<String, ChannelSettings> channels) {
    this.channels = channels == null ? Map.of() : Map.copyOf(channels);
  }

  ChannelSettings of(String peer) {
    var settings = channels.get(peer);
    if (settings == null) {
      throw new IllegalArgumentException("boxoffice.channels." + peer + ".target is not set");
    }
    return settings;
  }
}
