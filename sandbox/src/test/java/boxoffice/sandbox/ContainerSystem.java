package boxoffice.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// The containers of `docker-compose.yml` as it stands, under a name and on ports of their own, so
/// that they run beside somebody else's; and people who buy there. Needs images that were built.
///
/// Everything is removed, volumes too, when it starts and when it is closed.
final class ContainerSystem implements AutoCloseable {
  /// What docker puts before the names of networks and volumes.
  static final String PROJECT = "boxoffice-test";

  /// What health checks leave a container to start, on a machine that is busy.
  private static final Duration START = Duration.ofMinutes(3);

  private static final byte[] NOTHING = {};
  private static final int BUYERS = 16;

  private static final String ORGANISER = "user-grpc/boxoffice.user.organiser.password";
  private static final Duration LEAD = Duration.ofDays(9);

  /// Well within the life of an access token.
  private static final Duration FRESH = Duration.ofMinutes(2);

  private final Command command;
  private final EdgeClient edge;
  private final EdgeClient inbox;
  private final List<NewBuyer> people = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private final AtomicInteger nextBuyer = new AtomicInteger();
  private final Shop shop;
  private long signedIn;

  private ContainerSystem(Command command, EdgeClient edge, EdgeClient inbox) {
    this.command = command;
    this.edge = edge;
    this.inbox = inbox;
    makePerformance();
    shop = new Shop(edge, () -> tokens.get(nextBuyer.getAndIncrement() % tokens.size()));
    while (people.size() < BUYERS) {
      var buyer = new NewBuyer(edge, inbox, UUID.randomUUID());
      Patience.await("a buyer", Shop.BOOT, () -> joins(buyer), joined -> joined);
      people.add(buyer);
    }
    signIn();
  }

  static ContainerSystem start() {
    var free = new FreePorts(List.of());
    var edge = "http://localhost:" + free.next();
    var inbox = "http://localhost:" + free.next();
    var command =
        new Command(
            Path.of(".."),
            Map.of(
                "COMPOSE_FILE",
                "docker-compose.yml",
                "COMPOSE_PROJECT_NAME",
                PROJECT,
                "COMPOSE_PROFILES",
                "sandbox",
                "BOXOFFICE_EDGE_PORT",
                edge.substring(edge.lastIndexOf(':') + 1),
                "BOXOFFICE_INBOX_PORT",
                inbox.substring(inbox.lastIndexOf(':') + 1),
                "BOXOFFICE_ORIGIN",
                edge));
    down(command);
    var began = System.nanoTime();
    try {
      command.succeed(words("docker", "compose", "up", "--wait", "--quiet-pull"), NOTHING);
      System.out.printf("healthy after %d s%n", since(began).toSeconds());
      return new ContainerSystem(command, client(edge), client(inbox));
    } catch (RuntimeException e) {
      down(command);
      throw e;
    }
  }

  /// The demo's sell ten seats to a buyer; this one, the first in the list, sells as many as they
  /// want.
  private void makePerformance() {
    var password = compose("run", "--rm", "-T", "secrets", "show", ORGANISER);
    var token = DemoData.signIn(edge, DemoData.ORGANISER, password);
    var demo = edge.get("/v1/performances", null).ok().path("performances").get(0);
    var now = Clock.systemUTC().instant();
    var performance =
        new HashMap<>(
            DemoData.performance(
                "Rehearsal", demo.path("seatMapId").asString(), now, now.plus(LEAD)));
    performance.put("eventId", demo.path("eventId").asString());
    performance.put("state", "OPEN");
    performance.put("orphansAllowed", true);
    performance.put("seatsPerBuyer", 1000);
    edge.post("/v1/performances", performance, token).succeeded();
  }

  private static EdgeClient client(String url) {
    return new EdgeClient(url, () -> UUID.randomUUID().toString());
  }

  private static void down(Command command) {
    command.succeed(
        words("docker", "compose", "down", "--volumes", "--remove-orphans", "--timeout", "1"),
        NOTHING);
  }

  /// A cold system may say that it takes too long.
  private static boolean joins(NewBuyer buyer) {
    try {
      return !buyer.join().isEmpty();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  /// Of buyers who are signed in for longer than a test takes.
  Shop shop() {
    if (since(signedIn).compareTo(FRESH) > 0) {
      signIn();
    }
    return shop;
  }

  private void signIn() {
    tokens.clear();
    for (var buyer : people) {
      // an address may try only so often
      var session =
          Patience.await(
              "a session", Shop.BOOT, buyer::trySignIn, answer -> answer.status() == 201);
      tokens.add(session.ok().path("accessToken").asString());
    }
    signedIn = System.nanoTime();
  }

  /// One of the buyers, once more.
  EdgeClient.Answer trySignIn() {
    return people.get(nextBuyer.getAndIncrement() % people.size()).trySignIn();
  }

  EdgeClient edge() {
    return edge;
  }

  /// @return the standard output of `docker compose`
  String compose(String... words) {
    return text(compose(NOTHING, words));
  }

  byte[] compose(byte[] input, String... words) {
    return command.succeed(composing(words), input);
  }

  /// However it ends.
  Command.Ended tryCompose(String... words) {
    return command.run(composing(words));
  }

  /// @return the standard output of `docker`
  String docker(String... words) {
    return text(command.succeed(docking(words), NOTHING));
  }

  /// Runs a program in a container of this system.
  Command.Ended tryIn(String container, String... words) {
    return command.run(words(Stream.of("docker", "exec", container), words));
  }

  /// What a container that belongs to nobody prints, on one of the networks.
  ///
  /// @param script for bash; what it asks may fail, it may not
  String stranger(String network, String image, String script) {
    var words =
        docking(
            "run",
            "--rm",
            "-i",
            "--network",
            PROJECT + "_" + network,
            "--entrypoint",
            "bash",
            image);
    return text(command.succeed(words, script.getBytes(UTF_8)));
  }

  /// The image of the sandbox's parts: it has bash, and nothing that is secret.
  String image() {
    return docker("inspect", "--format", "{{.Config.Image}}", container("provider"));
  }

  /// The running containers of a service.
  List<String> containers(String service) {
    return compose("ps", "--quiet", service).lines().toList();
  }

  String container(String service) {
    return containers(service).getFirst();
  }

  /// How often each container was started again because it had ended.
  List<String> restarts() {
    var words = new ArrayList<>(List.of("docker", "inspect", "--format", "{{.RestartCount}}"));
    words.addAll(compose("ps", "--all", "--quiet").lines().toList());
    return text(command.succeed(words, NOTHING)).lines().toList();
  }

  /// Waits until the container says itself that it is well.
  void awaitHealthy(String container) {
    Patience.await(
        container,
        START,
        () -> docker("inspect", "--format", "{{.State.Health.Status}}", container),
        "healthy"::equals);
  }

  /// As the owner of the database.
  String sql(String statement) {
    return compose(
        "exec",
        "-T",
        "postgres",
        "psql",
        "-XAtq",
        "-U",
        "postgres",
        "-d",
        "boxoffice",
        "-c",
        statement);
  }

  private static List<String> composing(String... words) {
    return words(Stream.of("docker", "compose"), words);
  }

  private static List<String> docking(String... words) {
    return words(Stream.of("docker"), words);
  }

  private static List<String> words(Stream<String> first, String... more) {
    return Stream.concat(first, Stream.of(more)).toList();
  }

  private static List<String> words(String... all) {
    return List.of(all);
  }

  private static String text(byte[] output) {
    return new String(output, UTF_8).strip();
  }

  @Override
  public void close() {
    edge.close();
    inbox.close();
    down(command);
  }
}
