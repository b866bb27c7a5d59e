package boxoffice.sandbox;

import boxoffice.parts.inbox.Inbox;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.parts.provider.WebhookEndpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// One part of the sandbox in a process of its own, as in a container: the payment provider, the
/// inbox, or what puts something on sale.
///
/// Where it listens is the system property `boxoffice.parts.address`. It runs until it is killed;
/// whatever it keeps is written as it happens.
@Command(name = "part", description = "One part of the sandbox.", mixinStandardHelpOptions = true)
final class SandboxPart {

  private SandboxPart() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new SandboxPart()).execute(args));
  }

  @Command(description = "The Stripe-compatible payment provider.")
  int provider(
      @Option(names = "--port", defaultValue = "8090") int port,
      @Option(names = "--data", required = true) Path data,
      @Option(names = "--key-file", required = true) Path keyFile,
      @Option(names = "--public-url", description = "Where browsers reach it.")
          @Nullable String publicUrl,
      @Option(names = "--webhook-url", description = "Where it tells what happened.")
          @Nullable URI webhookUrl,
      @Option(names = "--webhook-secret-file") @Nullable Path webhookSecretFile)
      throws InterruptedException {
    var settings = new PaymentProvider.Settings(data, port, secret(keyFile), publicUrl);
    try (var provider = PaymentProvider.start(settings)) {
      if (webhookUrl != null && webhookSecretFile != null) {
        var secret = secret(webhookSecretFile);
        provider.webhooks().sendTo(new WebhookEndpoint(webhookUrl, secret, WebhookEndpoint.MONEY));
      }
      return untilKilled(provider.port());
    }
  }

  @Command(description = "The inbox for all mails.")
  int inbox(
      @Option(names = "--http", defaultValue = "8025") int http,
      @Option(names = "--smtp", defaultValue = "1025") int smtp)
      throws InterruptedException {
    try (var inbox = Inbox.start(smtp, http)) {
      return untilKilled(inbox.smtpPort());
    }
  }

  @Command(description = "Puts a hall and three performances on sale, where nothing is.")
  int demo(
      @Option(names = "--edge", required = true) String edgeUrl,
      @Option(names = "--organiser", required = true) String organiser,
      @Option(names = "--password-file", required = true) Path passwordFile) {
    var ids = SandboxConfiguration.ids();
    try (var edge = new EdgeClient(edgeUrl, () -> ids.get().toString())) {
      DemoData.makePerformances(
          edge, Clock.systemUTC(), () -> DemoData.signIn(edge, organiser, secret(passwordFile)));
    }
    return 0;
  }

  private static String secret(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static int untilKilled(int port) throws InterruptedException {
    System.out.println("listens on " + port);
    new CountDownLatch(1).await();
    return 0;
  }
}
