package boxoffice.inventory.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A script as Redis gets it, and the SHA-1 that Redis knows it by.
///
/// @param name of its file under `resources/lua/`, without the ending
public record LuaScript(String name, String source, String sha) {

  private static final List<String> OF_POOLS = List.of("pool", "seats", "holds");

  /// A script of a pool: its file, with what all of them share put in behind the first line.
  ///
  /// @param parts files that only this one needs, behind those
  public static LuaScript ofPool(String name, String... parts) {
    var job = read(name);
    var endOfShebang = job.indexOf('\n') + 1;
    var shared =
        Stream.concat(OF_POOLS.stream(), Stream.of(parts))
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
