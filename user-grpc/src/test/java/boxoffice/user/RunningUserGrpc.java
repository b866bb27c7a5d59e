package boxoffice.user;

import boxoffice.db.MigratedPostgres;
import boxoffice.parts.inbox.Inbox;
import boxoffice.user.account.Accounts;
import boxoffice.user.v1.AccountServiceGrpc;
import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.IssueClientTokenRequest;
import boxoffice.user.v1.RegisterRequest;
import boxoffice.user.v1.SessionServiceGrpc;
import boxoffice.user.v1.SignInRequest;
import boxoffice.user.v1.SignInResponse;
import boxoffice.user.v1.VerifyEmailRequest;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/// A real user-grpc on free ports, with [MigratedPostgres] and a real [Inbox], for the tests of
/// every service that needs people and tokens.
public final class RunningUserGrpc implements AutoCloseable {
  public static final String ORDER_CLIENT_ID = "order-grpc";
  public static final String ORDER_CLIENT_SECRET = "order-grpc-secret-of-the-tests-0001";

  /// A service that has nothing to do but to verify tokens: an edge, an inventory.
  public static final String READER_CLIENT_ID = "reader";

  public static final String READER_CLIENT_SECRET = "reader-secret-of-the-tests-00000001";

  public static final String PASSWORD = "a horse, a battery and a staple";
  static final String MASTER_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]{43})");
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Inbox inbox;
  private final ConfigurableApplicationContext context;
  private final ManagedChannel channel;
  private final ManagedChannel once;

  private RunningUserGrpc(Inbox inbox, List<String> arguments) {
    this.inbox = inbox;
    this.context = UserApplication.start(arguments.toArray(String[]::new));
    this.channel = Insisting.channel(port());
    this.once = NettyChannelBuilder.forAddress("127.0.0.1", port()).usePlaintext().build();
  }

  /// @param more arguments, in place of the usual ones, such as
  ///   `--boxoffice.user.access-token-life=30s`
  public static RunningUserGrpc start(String... more) {
    var inbox = Inbox.start();
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.grpc.server.port=0",
                "--spring.datasource.url=" + MigratedPostgres.jdbcUrl(),
                "--spring.datasource.password=" + MigratedPostgres.userGrpcPassword(),
                "--spring.mail.port=" + inbox.smtpPort(),
                "--boxoffice.user.mail-every=100ms", // a second is long where each mail waits for
                // it
                "--boxoffice.user.master-key=" + MASTER_KEY,
                "--boxoffice.user.clients[0].id=" + ORDER_CLIENT_ID,
                "--boxoffice.user.clients[0].secret=" + ORDER_CLIENT_SECRET,
                "--boxoffice.user.clients[0].scopes=inventory.reserve,accounts.contact,denylist.read",
                "--boxoffice.user.clients[1].id=" + READER_CLIENT_ID,
                "--boxoffice.user.clients[1].secret=" + READER_CLIENT_SECRET,
                "--boxoffice.user.clients[1].scopes=denylist.read"));
    arguments.addAll(GuardRedisForTests.writerArguments());
    arguments.addAll(Patience.ofGuardRedis());
    arguments.addAll(Patience.ofDatabase());
    replace(arguments, Arrays.asList(more));
    try {
      return new RunningUserGrpc(inbox, arguments);
    } catch (RuntimeException e) {
      inbox.close();
      throw e;
    }
  }

  /// Puts more arguments in place of those that set the same, of whichever service.
  public static void replace(List<String> arguments, List<String> more) {
    for (var argument : more) {
      var name = argument.substring(0, argument.indexOf('=') + 1);
      arguments.removeIf(standard -> standard.startsWith(name));
      arguments.add(argument);
    }
  }

  /// A person who is signed in.
  public record Person(UUID accountId, String email, String accessToken) {}

  /// Of the gRPC server on 127.0.0.1.
  public int port() {
    return context.getBean(GrpcServerLifecycle.class).getPort();
  }

  /// One of its own classes.
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /// For the setting `boxoffice.channels.user.target`.
  public String target() {
    return "static://127.0.0.1:" + port();
  }

  /// Whose calls are repeated while they are answered by UNAVAILABLE.
  public Channel channel() {
    return channel;
  }

  /// Whose calls are made once, for whoever is to hear that something is away.
  Channel once() {
    return once;
  }

  public Inbox inbox() {
    return inbox;
  }

  /// What a service needs to follow the denylist and to count against limits, as the reader.
  public static List<String> guardArguments() {
    var arguments = new ArrayList<>(GuardRedisForTests.arguments());
    arguments.addAll(Patience.ofGuard());
    arguments.add("--boxoffice.guard.client.id=" + READER_CLIENT_ID);
    arguments.add("--boxoffice.guard.client.secret=" + READER_CLIENT_SECRET);
    return arguments;
  }

  /// A new person with the role buyer, by the whole path: registration, mail, proof, sign-in.
  public Person buyer() {
    var email = "buyer-" + UUID.randomUUID() + "@example.com";
    register(UUID.randomUUID(), email);
    verify(UUID.randomUUID(), awaitMailedToken(email));
    return signIn(email);
  }

  /// A new person with these roles, without a mail.
  public Person person(String... roles) {
    var email = "person-" + UUID.randomUUID() + "@example.com";
    context.getBean(Accounts.class).create(email, PASSWORD, "Test Person", Set.of(roles));
    return signIn(email);
  }

  /// A new person with the roles buyer and organiser.
  public Person organiser() {
    return person("buyer", "organiser");
  }

  /// A token of the client order-grpc.
  ///
  /// @param scopes none means all
  public String clientToken(String... scopes) {
    return ClientTokenServiceGrpc.newBlockingStub(channel)
        .issueClientToken(
            IssueClientTokenRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setClientId(ORDER_CLIENT_ID)
                .setClientSecret(ORDER_CLIENT_SECRET)
                .addAllScopes(Arrays.asList(scopes))
                .build())
        .getAccessToken();
  }

  /// Registers with [#PASSWORD].
  public void register(UUID request, String email) {
    AccountServiceGrpc.newBlockingStub(channel)
        .register(
            RegisterRequest.newBuilder()
                .setRequestId(request.toString())
                .setEmail(email)
                .setPassword(PASSWORD)
                .setDisplayName("Test <b>Person</b>")
                .build());
  }

  public void verify(UUID request, String token) {
    AccountServiceGrpc.newBlockingStub(channel)
        .verifyEmail(
            VerifyEmailRequest.newBuilder()
                .setRequestId(request.toString())
                .setToken(token)
                .build());
  }

  public Person signIn(String email) {
    var session = signIn(UUID.randomUUID(), email, PASSWORD);
    return new Person(UUID.fromString(session.getAccountId()), email, session.getAccessToken());
  }

  SignInResponse signIn(UUID request, String email, String password) {
    return SessionServiceGrpc.newBlockingStub(channel)
        .signIn(
            SignInRequest.newBuilder()
                .setRequestId(request.toString())
                .setEmail(email)
                .setPassword(password)
                .build());
  }

  /// The token in the newest mail to an address, once there is a mail.
  public String awaitMailedToken(String email) {
    try {
      return tokenIn(inbox.awaitMessageTo(email, PATIENCE).text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no mail came to " + email, e);
    }
  }

  static String tokenIn(String text) {
    var token = TOKEN.matcher(text);
    if (!token.find()) {
      throw new IllegalStateException("no link in the mail: " + text);
    }
    return token.group(1);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    once.shutdownNow();
    context.close();
    inbox.close();
  }
}
