package boxoffice.parts.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// A folder that one server of one JVM keeps its data in. Given: kept on close. Not given: made
/// under the temporary folder and removed on close.
///
/// The lock on it ends with the JVM, however that ends, so a folder that can be opened while a
/// server still runs in it was left by a killed JVM. Only the owner may read the folder.
public final class DataDirectory implements AutoCloseable {
  private final Path path;
  private final boolean kept;
  private final FileChannel lock;

  private DataDirectory(Path path, boolean kept, FileChannel lock) {
    this.path = path;
    this.kept = kept;
    this.lock = lock;
  }

  /// Opens the folder for this JVM alone.
  ///
  /// @param given the folder to keep data in, made when absent; null for a temporary one
  /// @param owner who asks, for the message when another JVM has the folder
  public static DataDirectory open(@Nullable Path given, String owner) {
    try {
      var path = given == null ? Files.createTempDirectory("boxoffice-") : made(given);
      return new DataDirectory(path, given != null, locked(path, owner));
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for the data of " + owner + ": " + given, e);
    }
  }

  private static Path made(Path given) throws IOException {
    var path = given.toAbsolutePath().normalize();
    if (!Files.isDirectory(path)) {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return path;
  }

  private static FileChannel locked(Path path, String owner) throws IOException {
    var channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IllegalStateException(inUse(path, owner), e);
    }
    channel.close();
    throw new IllegalStateException(inUse(path, owner));
  }

  private static String inUse(Path path, String owner) {
    return path + " is in use by another " + owner + ": stop that one or use another folder";
  }

  public Path path() {
    return path;
  }

  /// Whether it stays after [#close()].
  public boolean isKept() {
    return kept;
  }

  @Override
  public void close() {
    try {
      lock.close();
      if (!kept && Files.exists(path)) {
        remove();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give back " + path, e);
    }
  }

  private void remove() throws IOException {
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
