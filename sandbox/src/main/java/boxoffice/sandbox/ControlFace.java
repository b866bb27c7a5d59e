package boxoffice.sandbox;

import boxoffice.parts.http.LocalHttp;
import boxoffice.parts.process.BreakableProcess;
import boxoffice.parts.proxy.FaultProxy.Direction;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Hurts processes and connections, and makes people, for tests and load generators. Whoever asks
/// needs the token of `system.json`. What is refused changed nothing.
final class ControlFace {
  private static final int MOST_BUYERS = 50_000;
  private static final int MOST_MILLIS = 60_000;
  private static final Map<String, Consumer<BreakableProcess>> ACTIONS =
      Map.of(
          "kill", BreakableProcess::kill,
          "stop", BreakableProcess::pause,
          "continue", BreakableProcess::resume,
          "terminate", BreakableProcess::terminate,
          "restart", BreakableProcess::restart);

  private final JsonMapper json = JsonMapper.builder().build();
  private final byte[] expected;
  private final ProcessTable processes;
  private final Links links;
  private final People people;

  ControlFace(String token, ProcessTable processes, Links links, People people) {
    this.expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    this.processes = processes;
    this.links = links;
    this.people = people;
  }

  LocalHttp listen(int port) {
    return LocalHttp.start(port, "the sandbox's control", this::addTo);
  }

  /// Why a call changes nothing.
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;

    Refused(HttpStatus status, String message) {
      super(message);
      this.status = status;
    }
  }

  private void addTo(RoutesConfig routes) {
    routes.before(this::authenticate);
    routes.get("/processes", call -> answer(call, processes.statuses()));
    routes.post("/processes/{what}", this::actOnProcess);
    routes.get("/links", call -> answer(call, links.all().stream().map(LinkJson::of).toList()));
    routes.post("/links/{from}/{what}", this::actOnLink);
    routes.post("/buyers", this::makeBuyers);
    routes.post("/organiser", call -> answer(call, Map.of("token", people.organiserToken())));
    routes.exception(Refused.class, (refused, call) -> refuse(call, refused.status, refused));
    routes.exception(
        IllegalArgumentException.class,
        (wrong, call) -> refuse(call, HttpStatus.BAD_REQUEST, wrong));
    routes.exception(
        RuntimeException.class,
        (failure, call) -> refuse(call, HttpStatus.INTERNAL_SERVER_ERROR, failure));
    routes.error(
        404,
        call -> {
          if (!"application/json".equals(call.res().getContentType())) {
            refuse(call, HttpStatus.NOT_FOUND, new Refused(HttpStatus.NOT_FOUND, "no such path"));
          }
        });
  }

  private void authenticate(Context call) {
    var given = call.header("Authorization");
    var bytes = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(bytes, expected)) {
      throw new Refused(HttpStatus.UNAUTHORIZED, "Authorization: Bearer <controlToken> is missing");
    }
  }

  private void actOnProcess(Context call) {
    var what = Verb.of(call.pathParam("what"));
    var entry = processes.find(what.name()).orElseThrow(() -> notFound("process", what.name()));
    var action = ACTIONS.get(what.verb());
    if (action == null) {
      throw notFound("action", what.verb());
    }
    ProcessTable.act(entry, action);
    answer(call, entry.status());
  }

  private void actOnLink(Context call) {
    var from = call.pathParam("from");
    var what = Verb.of(call.pathParam("what"));
    var proxy =
        links
            .find(from, what.name())
            .orElseThrow(() -> notFound("link", from + ">" + what.name()))
            .proxy();
    switch (what.verb()) {
      case "latency" -> proxy.latency(Duration.ofMillis(number(call, "millis", MOST_MILLIS)));
      case "reset" -> proxy.reset();
      case "cut" -> proxy.cut();
      case "silence" -> {
        var direction = String.valueOf(call.queryParam("direction"));
        if (direction.equals("BOTH")) {
          proxy.silence();
        } else {
          proxy.silence(direction(direction));
        }
      }
      case "heal" -> proxy.heal();
      default -> throw notFound("action", what.verb());
    }
    call.status(HttpStatus.NO_CONTENT);
  }

  private static Direction direction(String name) {
    for (var direction : Direction.values()) {
      if (direction.name().equals(name)) {
        return direction;
      }
    }
    throw new IllegalArgumentException("direction needs TO_TARGET, TO_CLIENT or BOTH");
  }

  private static int number(Context call, String name, int most) {
    var text = String.valueOf(call.queryParam(name));
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(name + " needs a number up to " + most);
    }
    return Integer.parseInt(text);
  }

  private record LinkJson(String name, int port, String target) {
    static LinkJson of(Links.Link link) {
      return new LinkJson(link.name(), link.proxy().port(), "127.0.0.1:" + link.target());
    }
  }

  private void makeBuyers(Context call) throws java.io.IOException {
    var count = count(call.body());
    var buyers = people.buyers(count);
    call.contentType("application/x-ndjson");
    var out = call.outputStream();
    for (var buyer : buyers) {
      out.write((json.writeValueAsString(buyer) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private int count(String body) {
    try {
      var count = json.readTree(body).path("count");
      if (count.isInt() && count.asInt() >= 1 && count.asInt() <= MOST_BUYERS) {
        return count.asInt();
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the body is not JSON", e);
    }
    throw new IllegalArgumentException("count needs 1 to " + MOST_BUYERS);
  }

  /// The name and the verb of `name:verb`.
  private record Verb(String name, String verb) {
    static Verb of(String text) {
      var colon = text.lastIndexOf(':');
      if (colon < 1) {
        throw new Refused(HttpStatus.NOT_FOUND, "no such path: name:action is missing");
      }
      return new Verb(text.substring(0, colon), text.substring(colon + 1));
    }
  }

  private static Refused notFound(String what, String name) {
    return new Refused(HttpStatus.NOT_FOUND, "no " + what + " " + name);
  }

  private void answer(Context call, Object body) {
    call.contentType("application/json").result(json.writeValueAsString(body));
  }

  private void refuse(Context call, HttpStatus status, RuntimeException why) {
    @Nullable String message = why.getMessage();
    answer(call.status(status), Map.of("error", message == null ? why.toString() : message));
  }
}
