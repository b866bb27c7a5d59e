package boxoffice.guard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStore.PasswordProtection;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/// Two authorities and those that they vouch for, made by the JDK's own tool: `server`, `partner`
/// and `expired` by the one that is trusted, `foreign` by the other. Each has a file of its own: of
/// several keys a client shows any that fits.
final class Certificates {
  private static final String PASSWORD = "a-password-for-tests";

  private final Path folder;
  private final Path keys;

  /// @param folder for the files
  Certificates(Path folder) {
    this.folder = folder;
    keys = folder.resolve("keys.p12");
    make("authority", "-ext", "bc:c");
    make("elsewhere", "-ext", "bc:c");
    make("server", "-signer", "authority", "-ext", "san=ip:127.0.0.1,dns:localhost");
    make("partner", "-signer", "authority");
    make("expired", "-signer", "authority", "-startdate", "-10d", "-validity", "5");
    make("foreign", "-signer", "elsewhere");
  }

  /// Settings of a bundle with the key of this one, that trusts whom the authority vouches for.
  String[] settings(String bundle, String name) {
    var prefix = "--spring.ssl.bundle.jks." + bundle + ".";
    return new String[] {
      prefix + "keystore.location=file:" + key(name),
      prefix + "keystore.password=" + PASSWORD,
      prefix + "truststore.location=file:" + certificate("authority"),
      prefix + "truststore.password=" + PASSWORD
    };
  }

  /// The same as a bundle.
  SslBundle bundle(String name) {
    return SslBundle.of(
        new JksSslStoreBundle(details(key(name)), details(certificate("authority"))),
        SslBundleKey.of(PASSWORD));
  }

  /// Trusts the same, and has no key.
  SslBundle withoutKey() {
    return trusting("authority");
  }

  /// Trusts whom this authority vouches for, and has no key.
  SslBundle trusting(String authority) {
    return SslBundle.of(new JksSslStoreBundle(null, details(certificate(authority))));
  }

  private static JksSslStoreDetails details(Path store) {
    return JksSslStoreDetails.forLocation("file:" + store).withPassword(PASSWORD);
  }

  private void make(String name, String... more) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    try {
      if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
        throw new IllegalStateException("keytool made no key for " + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path key(String name) {
    return store(
        "key-" + name,
        store -> store.setEntry(name, all().getEntry(name, protection()), protection()));
  }

  private Path certificate(String name) {
    return store(
        "certificate-" + name,
        store -> store.setCertificateEntry(name, all().getCertificate(name)));
  }

  private KeyStore all() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
  }

  private static PasswordProtection protection() {
    return new PasswordProtection(PASSWORD.toCharArray());
  }

  private interface Filling {
    void fill(KeyStore store) throws GeneralSecurityException, IOException;
  }

  private Path store(String name, Filling filling) {
    var file = folder.resolve(name + ".p12");
    try (var out = Files.newOutputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      filling.fill(store);
      store.store(out, PASSWORD.toCharArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return file;
  }
}
