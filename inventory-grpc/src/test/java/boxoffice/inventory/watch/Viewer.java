package boxoffice.inventory.watch;

import boxoffice.inventory.Eventually;
import boxoffice.inventory.v1.Performance;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.WatchAvailabilityRequest;
import boxoffice.inventory.v1.WatchAvailabilityResponse;
import boxoffice.wire.BearerToken;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Puts the pieces of a stream together, as a page that shows a hall does.
final class Viewer
    implements ClientResponseObserver<WatchAvailabilityRequest, WatchAvailabilityResponse> {
  private final boolean reads;
  private final List<WatchAvailabilityResponse> heard = new ArrayList<>();
  private final CompletableFuture<Throwable> end = new CompletableFuture<>();
  private BitSet taken = new BitSet();
  private String version = "";
  private final CompletableFuture<ClientCallStreamObserver<WatchAvailabilityRequest>> call =
      new CompletableFuture<>();

  private Viewer(boolean reads) {
    this.reads = reads;
  }

  /// @param before whose picture it goes on with
  static Viewer after(Viewer before, Channel channel, Performance performance) {
    var viewer = new Viewer(true);
    viewer.taken = before.taken();
    viewer.version = before.version();
    viewer.watch(channel, performance);
    return viewer;
  }

  static Viewer from(String version, Channel channel, Performance performance) {
    var viewer = new Viewer(true);
    viewer.version = version;
    return viewer.watch(channel, performance);
  }

  static Viewer on(Channel channel, Performance performance) {
    return new Viewer(true).watch(channel, performance);
  }

  /// Takes the first piece and reads no further.
  static Viewer slow(Channel channel, Performance performance) {
    return new Viewer(false).watch(channel, performance);
  }

  static Viewer as(String accessToken, Channel channel, Performance performance) {
    var viewer = new Viewer(true);
    PerformanceServiceGrpc.newStub(channel)
        .withCallCredentials(new BearerToken(() -> accessToken))
        .watchAvailability(viewer.request(performance), viewer);
    return viewer;
  }

  private Viewer watch(Channel channel, Performance performance) {
    PerformanceServiceGrpc.newStub(channel).watchAvailability(request(performance), this);
    return this;
  }

  private synchronized WatchAvailabilityRequest request(Performance performance) {
    return WatchAvailabilityRequest.newBuilder()
        .setPerformanceId(performance.getPerformanceId())
        .setAfterVersion(version)
        .build();
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<WatchAvailabilityRequest> stream) {
    call.complete(stream);
    if (!reads) {
      stream.disableAutoRequestWithInitial(1);
    }
  }

  @Override
  public synchronized void onNext(WatchAvailabilityResponse piece) {
    heard.add(piece);
    switch (piece.getUpdateCase()) {
      case SNAPSHOT -> {
        taken = BitSet.valueOf(piece.getSnapshot().getTaken().toByteArray());
        version = piece.getSnapshot().getVersion();
      }
      case CHANGES -> {
        piece.getChanges().getTakenList().forEach(taken::set);
        piece.getChanges().getFreedList().forEach(taken::clear);
        version = piece.getChanges().getVersion();
      }
      case UPDATE_NOT_SET -> throw new IllegalStateException("an empty piece");
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.complete(failure);
  }

  @Override
  public void onCompleted() {
    end.complete(Status.OK.asRuntimeException());
  }

  /// From where another stream can go on.
  synchronized String version() {
    return version;
  }

  synchronized BitSet taken() {
    return (BitSet) taken.clone();
  }

  synchronized List<WatchAvailabilityResponse> heard() {
    return List.copyOf(heard);
  }

  Viewer sees(Integer... ordinals) {
    try {
      Eventually.is(
          "taken: " + List.of(ordinals),
          () -> !heard().isEmpty() && taken().stream().boxed().toList().equals(List.of(ordinals)));
    } catch (AssertionError e) {
      throw new AssertionError(
          "sees " + taken() + ", heard " + heard() + ", ended " + end.getNow(null), e);
    }
    return this;
  }

  void hears(int pieces) {
    Eventually.is(pieces + " pieces", () -> heard().size() >= pieces);
  }

  /// Reads on after all.
  void readOn() {
    call.join().request(1_000_000);
  }

  void cut() {
    call.join().cancel("gone", null);
    var _ = end();
  }

  boolean isOver() {
    return end.isDone();
  }

  /// How it ended; OK too.
  Throwable end() {
    return end.orTimeout(30, TimeUnit.SECONDS).join();
  }
}
