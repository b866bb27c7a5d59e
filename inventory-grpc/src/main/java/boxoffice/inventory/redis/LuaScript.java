package boxoffice.inventory.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A script as Redis gets it, and the SHA-1 that Redis knows it by.
///
/// @param name of its file under `resources/lua/`, without the ending
public record LuaScript(String name, String source, String sha) {

  private static final List<String> OF_POOLS = List.of("pool", "seats", "holds");

  /// What only some scripts of pools share, by name of the script.
  private static final Map<String, String> MORE =
      Map.of("claim", "choose", "set_aside", "choose", "build_pool", "anew", "build_stock", "anew");

  /// A script of a pool: its file, with what it shares with others put in behind the first line.
  public static LuaScript ofPool(String name) {
    var job = read(name);
    var endOfShebang = job.indexOf('\n') + 1;
    var shared =
        Stream.concat(OF_POOLS.stream(), Stream.ofNullable(MORE.get(name)))
            .map(LuaScript::read)
            .collect(Collectors.joining());
    var source = job.substring(0, endOfShebang) + shared + job.substring(endOfShebang);
    return ofSource(name, source);
  }

  /// A script that stands alone.
  public static LuaScript of(String name) {
    return ofSource(name, read(name));
  }

  /// For tests: one without a file.
  public static LuaScript ofSource(String name, String source) {
    return new LuaScript(name, source, sha1(source));
  }

  private static String read(String name) {
    try (var file = LuaScript.class.getResourceAsStream("/lua/" + name + ".lua")) {
      if (file == null) {
        throw new IllegalStateException("no script " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String source) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(source.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
