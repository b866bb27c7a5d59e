package boxoffice.load.floor;

import boxoffice.access.v1.PingRequest;
import boxoffice.access.v1.PingServiceGrpc;
import boxoffice.inventory.v1.HoldServiceGrpc;
import boxoffice.inventory.v1.PlaceHoldRequest;
import boxoffice.inventory.v1.PlaceHoldResponse;
import boxoffice.inventory.v1.ReleaseHoldRequest;
import boxoffice.inventory.v1.SeatChoice;
import boxoffice.wire.BearerToken;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/// The calls whose cost is measured, each with the token of the next buyer in turn. What a call
/// needs beside its token and id is made before.
final class Calls implements AutoCloseable {
  static final String PING = "/v1/services/inventory:ping";
  private static final long PATIENCE_SECONDS = 20;
  private static final int CREATED = 201;

  private final String edge;
  private final List<String> tokens;
  private final ManagedChannel inventory;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonMapper json = JsonMapper.builder().build();

  /// @param inventory `host:port`
  Calls(String edge, String inventory, List<String> tokens) {
    this.edge = edge;
    this.tokens = List.copyOf(tokens);
    this.inventory = NettyChannelBuilder.forTarget(inventory).usePlaintext().build();
  }

  /// New at each call.
  static UUID id() {
    var random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong());
  }

  int buyers() {
    return tokens.size();
  }

  private String token(int number) {
    return tokens.get(number % tokens.size());
  }

  void ping(int number) {
    var _ =
        with(PingServiceGrpc.newBlockingStub(inventory), number)
            .ping(PingRequest.getDefaultInstance());
  }

  /// What any server answers to anybody: the least call of all. It asks about the server as a
  /// whole, which is known from its first moment on.
  void health(int number) {
    var health =
        HealthGrpc.newBlockingStub(inventory)
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .check(HealthCheckRequest.getDefaultInstance());
    if (health.getStatus() != HealthCheckResponse.ServingStatus.SERVING) {
      throw new IllegalStateException("call " + number + ": not serving");
    }
  }

  PlaceHoldResponse place(int number, UUID performance, List<UUID> seats) {
    var request =
        PlaceHoldRequest.newBuilder()
            .setRequestId(id().toString())
            .setPerformanceId(performance.toString());
    for (var seat : seats) {
      request.addSeats(SeatChoice.newBuilder().setSeatId(seat.toString()));
    }
    return with(HoldServiceGrpc.newBlockingStub(inventory), number).placeHold(request.build());
  }

  /// @param number as it was when the hold was placed
  void release(int number, String name) {
    var _ =
        with(HoldServiceGrpc.newBlockingStub(inventory), number)
            .releaseHold(
                ReleaseHoldRequest.newBuilder()
                    .setRequestId(id().toString())
                    .setName(name)
                    .build());
  }

  private <S extends AbstractStub<S>> S with(S stub, int number) {
    return stub.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .withCallCredentials(new BearerToken(() -> token(number)));
  }

  /// A read through the edge, signed in.
  void get(int number, String path) {
    get(number, edge, path);
  }

  /// The same read of another server.
  void get(int number, String url, String path) {
    var request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token(number))
            .GET();
    var response = send(request);
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(path + " answered " + response.statusCode());
    }
  }

  /// @return the hold's name
  String placeByRest(int number, UUID performance, List<UUID> seats) {
    var body = Map.of("seats", seats.stream().map(seat -> Map.of("seatId", seat)).toList());
    var request =
        HttpRequest.newBuilder(URI.create(edge + "/v1/performances/" + performance + "/holds"))
            .header("Authorization", "Bearer " + token(number))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", id().toString())
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
    var response = send(request);
    if (response.statusCode() != CREATED) {
      throw new IllegalStateException("a hold was answered " + response.body());
    }
    return json.readTree(response.body()).path("name").asString();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /// The account that a token speaks for.
  UUID buyer(int number) {
    var payload = token(number).split("\\.", -1)[1];
    var claims = json.readTree(Base64.getUrlDecoder().decode(payload));
    return UUID.fromString(claims.path("sub").asString());
  }

  @Override
  public void close() {
    inventory.shutdownNow();
    http.close();
  }
}
