package boxoffice.edge;

import boxoffice.user.v1.ClientTokenServiceGrpc;
import boxoffice.user.v1.DenylistServiceGrpc;
import boxoffice.user.v1.GetDenylistResponse;
import boxoffice.user.v1.IssueClientTokenResponse;
import boxoffice.user.v1.ListSigningKeysResponse;
import boxoffice.user.v1.SigningKey;
import boxoffice.user.v1.SigningKeyServiceGrpc;
import boxoffice.wire.BearerToken;
import boxoffice.wire.WireTypes;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.google.protobuf.ByteString;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A gRPC server on a real port that answers as a test tells it, for what a healthy service cannot
/// be made to answer. It also owns the signing key, so that a test can sign any caller in.
final class ScriptedPeer implements AutoCloseable {
  private static final int COORDINATE_BYTES = 32;
  private static final int LIFE_SECONDS = 300;
  private static final GetDenylistResponse NOBODY_IS_REVOKED =
      GetDenylistResponse.newBuilder().setEpoch(1).setComplete(true).build();

  /// What the edge asks for itself, in its own time.
  private static final Set<String> OWN_BUSINESS =
      Set.of(
          SigningKeyServiceGrpc.SERVICE_NAME,
          ClientTokenServiceGrpc.SERVICE_NAME,
          DenylistServiceGrpc.SERVICE_NAME);

  private final Map<String, ServerMethodDefinition<?, ?>> methods = new ConcurrentHashMap<>();
  private final KeyPair key;
  private final Server server;

  /// The authorization headers of the calls, in their order.
  final ConcurrentLinkedQueue<String> authorizations = new ConcurrentLinkedQueue<>();

  ScriptedPeer() {
    this(0);
  }

  /// @param port 0 for any free one
  ScriptedPeer(int port) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      key = generator.generateKeyPair();
      server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .fallbackHandlerRegistry(new Script())
              .build()
              .start();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answer(SigningKeyServiceGrpc.getListSigningKeysMethod(), request -> signingKeys());
    answer(ClientTokenServiceGrpc.getIssueClientTokenMethod(), request -> clientToken());
    answer(DenylistServiceGrpc.getGetDenylistMethod(), request -> NOBODY_IS_REVOKED);
  }

  String target() {
    return "static://127.0.0.1:" + server.getPort();
  }

  /// An edge with this as every service.
  RunningEdge edge(String... settings) {
    return RunningEdge.before(target(), target(), target(), settings);
  }

  /// @param answer may throw a [StatusRuntimeException]
  <Q, R> void answer(MethodDescriptor<Q, R> method, Function<Q, R> answer) {
    handle(
        method,
        (request, reply) -> {
          try {
            reply.onNext(answer.apply(request));
            reply.onCompleted();
          } catch (StatusRuntimeException e) {
            reply.onError(e);
          }
        });
  }

  /// @param handler may leave the call without an answer
  <Q, R> void handle(MethodDescriptor<Q, R> method, BiConsumer<Q, StreamObserver<R>> handler) {
    define(method, ServerCalls.asyncUnaryCall(handler::accept));
  }

  <Q, R> void collect(
      MethodDescriptor<Q, R> method, Function<StreamObserver<R>, StreamObserver<Q>> handler) {
    define(method, ServerCalls.asyncClientStreamingCall(handler::apply));
  }

  private <Q, R> void define(MethodDescriptor<Q, R> method, ServerCallHandler<Q, R> handler) {
    methods.put(method.getFullMethodName(), ServerMethodDefinition.create(method, handler));
  }

  /// A header of a buyer's valid token.
  String signedIn(String accountId) {
    var token =
        token(accountId)
            .withClaim("sid", "00000000-0000-4000-8000-000000000001")
            .withClaim("roles", List.of("buyer"));
    return "Bearer " + sign(token);
  }

  private IssueClientTokenResponse clientToken() {
    var expires = Clock.systemUTC().instant().plusSeconds(LIFE_SECONDS);
    return IssueClientTokenResponse.newBuilder()
        .setAccessToken(sign(token("edge-api").withClaim("scopes", List.of("denylist.read"))))
        .setAccessTokenExpireTime(WireTypes.timestamp(expires))
        .build();
  }

  private static JWTCreator.Builder token(String subject) {
    var now = Clock.systemUTC().instant();
    return JWT.create()
        .withHeader(Map.of("typ", "at+jwt"))
        .withKeyId("k1")
        .withIssuer("boxoffice")
        .withAudience("boxoffice")
        .withSubject(subject)
        .withIssuedAt(now)
        .withExpiresAt(now.plusSeconds(LIFE_SECONDS))
        .withJWTId("j-" + subject);
  }

  private String sign(JWTCreator.Builder token) {
    return token.sign(Algorithm.ECDSA256(null, (ECPrivateKey) key.getPrivate()));
  }

  private ListSigningKeysResponse signingKeys() {
    var point = ((ECPublicKey) key.getPublic()).getW();
    return ListSigningKeysResponse.newBuilder()
        .addSigningKeys(
            SigningKey.newBuilder()
                .setKeyId("k1")
                .setX(bytes(point.getAffineX()))
                .setY(bytes(point.getAffineY())))
        .build();
  }

  private static ByteString bytes(BigInteger coordinate) {
    var bytes = coordinate.toByteArray();
    var fixed = new byte[COORDINATE_BYTES];
    var count = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - count, fixed, COORDINATE_BYTES - count, count);
    return ByteString.copyFrom(fixed);
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /// Looks the answer up for each call, and notes who calls.
  private final class Script extends HandlerRegistry {
    @Override
    public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
        String name, @Nullable String authority) {
      var method = methods.get(name);
      return method == null || isOwnBusiness(name) ? method : noting(method);
    }

    private boolean isOwnBusiness(String name) {
      return OWN_BUSINESS.contains(MethodDescriptor.extractFullServiceName(name));
    }

    private <Q, R> ServerMethodDefinition<Q, R> noting(ServerMethodDefinition<Q, R> method) {
      var handler = method.getServerCallHandler();
      return method.withServerCallHandler((call, headers) -> {
        var authorization = headers.get(BearerToken.AUTHORIZATION);
        authorizations.add(authorization == null ? "" : authorization);
        return handler.startCall(call, headers);
      });
    }
  }
}
