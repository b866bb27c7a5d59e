package boxoffice.parts.provider;

import boxoffice.parts.http.LocalHttp;
import boxoffice.parts.process.DataDirectory;
import boxoffice.parts.process.LocalPort;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Stripe-compatible payment provider on 127.0.0.1. Point `stripe-java` at [#url()] with
/// [#secretKey()].
///
/// It can be stopped and started again on the same port with all it knows, so that a test can make
/// it unreachable and bring it back. `GET /ledger` needs no key: it is there for whoever audits.
public final class PaymentProvider implements AutoCloseable {
  private static final String NAME = "the payment provider";

  private final Settings settings;
  private final int port;
  private final @Nullable DataDirectory directory;
  private final Account account;
  private final StripeFace face;
  private @Nullable LocalHttp server;

  private PaymentProvider(Settings settings, @Nullable DataDirectory directory, Clock clock) {
    this.settings = settings;
    this.directory = directory;
    port = LocalPort.choose(settings.port(), NAME);
    account =
        new Account(directory == null ? null : directory.path().resolve("journal.jsonl"), clock);
    var ids = new StripeIds();
    face =
        new StripeFace(
            settings.secretKey(),
            account,
            new PaymentIntents(account, ids, clock),
            new Refunds(account, ids, clock),
            ids);
  }

  /// What a provider is started with.
  ///
  /// @param directory where it keeps intents, refunds, answers and the ledger between runs; null
  ///   for memory only
  /// @param port 0 for a free one
  /// @param secretKey the API key that clients must present
  public record Settings(@Nullable Path directory, int port, String secretKey) {
    /// For tests: memory only, a free port, a fixed key.
    public static Settings temporary() {
      return new Settings(null, 0, "sk_test_sandbox");
    }
  }

  /// Starts a provider and returns when it listens. Fails with one clear message when the port is
  /// taken.
  public static PaymentProvider start(Settings settings) {
    var kept = settings.directory();
    var directory = kept == null ? null : DataDirectory.open(kept, NAME);
    try {
      var provider = new PaymentProvider(settings, directory, Clock.systemUTC());
      provider.start();
      return provider;
    } catch (RuntimeException e) {
      if (directory != null) {
        directory.close();
      }
      throw e;
    }
  }

  /// Listens again after [#stop()]. Nothing happens while it listens.
  public synchronized void start() {
    if (server == null) {
      server = LocalHttp.start(port, NAME, face::addTo);
    }
  }

  /// Refuses connections until [#start()]; what it knows stays.
  public synchronized void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /// Where it listens, or would.
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public String secretKey() {
    return settings.secretKey();
  }

  /// All that happened so far, in order: the same as `GET /ledger`, also while it is stopped.
  public List<LedgerEntry> ledger() {
    return account.entries();
  }

  @Override
  public void close() {
    stop();
    account.close();
    if (directory != null) {
      directory.close();
    }
  }
}
