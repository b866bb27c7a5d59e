package boxoffice.inventory.performance;

import static boxoffice.inventory.performance.PerformanceMessages.toProto;

import boxoffice.inventory.change.Change;
import boxoffice.inventory.performance.MovePerformance.Move;
import boxoffice.inventory.v1.CancelPerformanceRequest;
import boxoffice.inventory.v1.CancelPerformanceResponse;
import boxoffice.inventory.v1.CreatePerformanceRequest;
import boxoffice.inventory.v1.CreatePerformanceResponse;
import boxoffice.inventory.v1.GetAvailabilityRequest;
import boxoffice.inventory.v1.GetAvailabilityResponse;
import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.GetPerformanceResponse;
import boxoffice.inventory.v1.ListPerformancesRequest;
import boxoffice.inventory.v1.ListPerformancesResponse;
import boxoffice.inventory.v1.OpenPerformanceRequest;
import boxoffice.inventory.v1.OpenPerformanceResponse;
import boxoffice.inventory.v1.PausePerformanceRequest;
import boxoffice.inventory.v1.PausePerformanceResponse;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.PerformanceStateConflict;
import boxoffice.inventory.v1.PublishPerformanceRequest;
import boxoffice.inventory.v1.PublishPerformanceResponse;
import boxoffice.inventory.v1.UpdatePerformanceRequest;
import boxoffice.inventory.v1.UpdatePerformanceResponse;
import boxoffice.inventory.v1.WatchAvailabilityRequest;
import boxoffice.inventory.v1.WatchAvailabilityResponse;
import boxoffice.wire.WireTypes;
import io.grpc.stub.StreamObserver;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// The wire face of performances.
final class PerformanceGrpcService extends PerformanceServiceGrpc.PerformanceServiceImplBase {
  private final CreatePerformance createPerformance;
  private final UpdatePerformance updatePerformance;
  private final MovePerformance movePerformance;
  private final ReadPerformances readPerformances;
  private final ReadAvailability readAvailability;
  private final BiConsumer<WatchAvailabilityRequest, StreamObserver<WatchAvailabilityResponse>>
      watchAvailability;
  private final Consumer<Interest> interest;

  PerformanceGrpcService(
      CreatePerformance createPerformance,
      UpdatePerformance updatePerformance,
      MovePerformance movePerformance,
      ReadPerformances readPerformances,
      ReadAvailability readAvailability,
      BiConsumer<WatchAvailabilityRequest, StreamObserver<WatchAvailabilityResponse>>
          watchAvailability,
      Consumer<Interest> interest) {
    this.createPerformance = createPerformance;
    this.updatePerformance = updatePerformance;
    this.movePerformance = movePerformance;
    this.readPerformances = readPerformances;
    this.readAvailability = readAvailability;
    this.watchAvailability = watchAvailability;
    this.interest = interest;
  }

  @Override
  public void createPerformance(
      CreatePerformanceRequest request, StreamObserver<CreatePerformanceResponse> reply) {
    var performance =
        createPerformance.create(
            Change.of(request.getRequestId(), request), PerformanceMessages.fromProto(request));
    reply.onNext(
        CreatePerformanceResponse.newBuilder().setPerformance(toProto(performance)).build());
    reply.onCompleted();
  }

  @Override
  public void getPerformance(
      GetPerformanceRequest request, StreamObserver<GetPerformanceResponse> reply) {
    var performance = readPerformances.read(WireTypes.uuid(request.getPerformanceId()));
    interest.accept(new Interest(performance.performanceId(), Interest.Kind.VIEW));
    reply.onNext(GetPerformanceResponse.newBuilder().setPerformance(toProto(performance)).build());
    reply.onCompleted();
  }

  @Override
  public void listPerformances(
      ListPerformancesRequest request, StreamObserver<ListPerformancesResponse> reply) {
    var question = ListMessages.fromProto(request);
    var page = PerformancePage.of(request, question.order());
    var found = readPerformances.list(question, page);
    reply.onNext(ListMessages.toProto(found, page, question.order()));
    reply.onCompleted();
  }

  @Override
  public void updatePerformance(
      UpdatePerformanceRequest request, StreamObserver<UpdatePerformanceResponse> reply) {
    var changed =
        updatePerformance.update(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getPerformanceId()),
            request.getEtag(),
            PerformanceMessages.fromProto(request));
    var response = UpdatePerformanceResponse.newBuilder();
    reply.onNext(
        answer(
            changed,
            done -> response.setPerformance(done).build(),
            conflict -> response.setStateConflict(conflict).build()));
    reply.onCompleted();
  }

  @Override
  public void publishPerformance(
      PublishPerformanceRequest request, StreamObserver<PublishPerformanceResponse> reply) {
    var changed =
        movePerformance.move(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getPerformanceId()),
            request.getEtag(),
            Move.PUBLISH);
    var response = PublishPerformanceResponse.newBuilder();
    reply.onNext(
        answer(
            changed,
            done -> response.setPerformance(done).build(),
            conflict -> response.setStateConflict(conflict).build()));
    reply.onCompleted();
  }

  @Override
  public void openPerformance(
      OpenPerformanceRequest request, StreamObserver<OpenPerformanceResponse> reply) {
    var changed =
        movePerformance.move(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getPerformanceId()),
            request.getEtag(),
            Move.OPEN_SALE);
    var response = OpenPerformanceResponse.newBuilder();
    reply.onNext(
        answer(
            changed,
            done -> response.setPerformance(done).build(),
            conflict -> response.setStateConflict(conflict).build()));
    reply.onCompleted();
  }

  @Override
  public void pausePerformance(
      PausePerformanceRequest request, StreamObserver<PausePerformanceResponse> reply) {
    var changed =
        movePerformance.move(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getPerformanceId()),
            request.getEtag(),
            Move.PAUSE);
    var response = PausePerformanceResponse.newBuilder();
    reply.onNext(
        answer(
            changed,
            done -> response.setPerformance(done).build(),
            conflict -> response.setStateConflict(conflict).build()));
    reply.onCompleted();
  }

  @Override
  public void cancelPerformance(
      CancelPerformanceRequest request, StreamObserver<CancelPerformanceResponse> reply) {
    var changed =
        movePerformance.move(
            Change.of(request.getRequestId(), request),
            WireTypes.uuid(request.getPerformanceId()),
            request.getEtag(),
            Move.CANCEL);
    var response = CancelPerformanceResponse.newBuilder();
    reply.onNext(
        answer(
            changed,
            done -> response.setPerformance(done).build(),
            conflict -> response.setStateConflict(conflict).build()));
    reply.onCompleted();
  }

  private static <R> R answer(
      Changed changed,
      Function<boxoffice.inventory.v1.Performance, R> done,
      Function<PerformanceStateConflict, R> conflict) {
    return switch (changed) {
      case Changed.Done after -> done.apply(toProto(after.performance()));
      case Changed.Conflict why -> conflict.apply(toProto(why));
    };
  }

  @Override
  public void getAvailability(
      GetAvailabilityRequest request, StreamObserver<GetAvailabilityResponse> reply) {
    reply.onNext(readAvailability.read(request));
    reply.onCompleted();
  }

  @Override
  public void watchAvailability(
      WatchAvailabilityRequest request, StreamObserver<WatchAvailabilityResponse> reply) {
    watchAvailability.accept(request, reply);
  }
}
