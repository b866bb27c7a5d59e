package boxoffice.guard.client;

import boxoffice.guard.Mint;
import boxoffice.guard.denylist.ScriptedSource;
import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.DenylistEntry;
import boxoffice.user.v1.DenylistServiceGrpc;
import boxoffice.user.v1.GetDenylistRequest;
import boxoffice.user.v1.GetDenylistResponse;
import boxoffice.user.v1.IssueClientTokenRequest;
import boxoffice.user.v1.IssueClientTokenResponse;
import boxoffice.user.v1.ListSigningKeysRequest;
import boxoffice.user.v1.ListSigningKeysResponse;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.wire.BearerToken;
import boxoffice.wire.WireTypes;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;

/// The three questions that a process asks user-grpc, answered from a script.
final class ScriptedUser implements AutoCloseable {
  final Mint mint = new Mint();
  final ScriptedSource source = new ScriptedSource();
  private final Server server;

  ScriptedUser() {
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(new Keys())
              .addService(new Tokens())
              .addService(ServerInterceptors.intercept(new Revoked(), new OwnTokenNeeded()))
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String target() {
    return "static://127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private final class Keys extends SigningKeyServiceGrpc.SigningKeyServiceImplBase {
    @Override
    public void listSigningKeys(
        ListSigningKeysRequest request, StreamObserver<ListSigningKeysResponse> reply) {
      reply.onNext(
          ListSigningKeysResponse.newBuilder().addSigningKeys(mint.listed("key-1")).build());
      reply.onCompleted();
    }
  }

  private final class Tokens extends ClientTokenServiceGrpc.ClientTokenServiceImplBase {
    @Override
    public void issueClientToken(
        IssueClientTokenRequest request, StreamObserver<IssueClientTokenResponse> reply) {
      reply.onNext(
          IssueClientTokenResponse.newBuilder()
              .setAccessToken(mint.client("denylist.read"))
              .setAccessTokenExpireTime(WireTypes.timestamp(Instant.now().plusSeconds(60)))
              .build());
      reply.onCompleted();
    }
  }

  private final class Revoked extends DenylistServiceGrpc.DenylistServiceImplBase {
    @Override
    public void getDenylist(GetDenylistRequest request, StreamObserver<GetDenylistResponse> reply) {
      var part = source.after(request.getEpoch(), request.getAfterNumber());
      var answer =
          GetDenylistResponse.newBuilder()
              .setEpoch(part.epoch())
              .setNumber(part.number())
              .setComplete(part.complete());
      for (var entry : part.entries()) {
        answer.addEntries(
            DenylistEntry.newBuilder()
                .setRevokedId(entry.revokedId())
                .setNotBefore(entry.notBefore())
                .setExpireTime(WireTypes.timestamp(entry.expires())));
      }
      reply.onNext(answer.build());
      reply.onCompleted();
    }
  }

  private static final class OwnTokenNeeded implements ServerInterceptor {
    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
      if (headers.get(BearerToken.AUTHORIZATION) == null) {
        call.close(Status.UNAUTHENTICATED, new Metadata());
        return new ServerCall.Listener<>() {};
      }
      return next.startCall(call, headers);
    }
  }
}
