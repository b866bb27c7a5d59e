package boxoffice.guard.transport;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.grpc.server.GrpcServerFactory;
import org.springframework.grpc.server.service.DefaultGrpcServiceConfigurer;
import org.springframework.grpc.server.service.GrpcServiceSpec;

/// Gives a request that cannot be read to the interceptors, as an [UnreadRequest] in the place of
/// its message.
///
/// gRPC unpacks and parses behind all interceptors, and answers UNKNOWN to whatever that throws:
/// bytes that are no message, or one that grows over the limit when it is unpacked. That looks like
/// an outcome nobody knows, and anybody can fill the log with its stacks.
public final class RequestReading extends DefaultGrpcServiceConfigurer {
  public RequestReading(ApplicationContext context) {
    super(context);
  }

  @Override
  public ServerServiceDefinition configure(
      GrpcServiceSpec service, @Nullable GrpcServerFactory server) {
    return reading(super.configure(service, server));
  }

  private static ServerServiceDefinition reading(ServerServiceDefinition service) {
    var plain = service.getServiceDescriptor();
    var methods = new ArrayList<ServerMethodDefinition<?, ?>>();
    for (var method : service.getMethods()) {
      methods.add(reading(method));
    }
    var descriptor =
        ServiceDescriptor.newBuilder(plain.getName())
            .setSchemaDescriptor(plain.getSchemaDescriptor());
    methods.forEach(method -> descriptor.addMethod(method.getMethodDescriptor()));
    var reading = ServerServiceDefinition.builder(descriptor.build());
    for (var method : methods) {
      reading.addMethod(method);
    }
    return reading.build();
  }

  private static <Q, R> ServerMethodDefinition<Q, R> reading(ServerMethodDefinition<Q, R> method) {
    MethodDescriptor<Q, R> plain = method.getMethodDescriptor();
    return ServerMethodDefinition.create(
        plain.toBuilder(new Reading<>(plain.getRequestMarshaller()), plain.getResponseMarshaller())
            .build(),
        method.getServerCallHandler());
  }

  private record Reading<Q>(Marshaller<Q> plain) implements Marshaller<Q> {
    @Override
    public InputStream stream(Q message) {
      return plain.stream(message);
    }

    /// @return no `Q` when there is none; gRPC does not look at it, the interceptors do
    @Override
    @SuppressWarnings("unchecked")
    public Q parse(InputStream bytes) {
      try {
        return plain.parse(bytes);
      } catch (StatusRuntimeException e) {
        return (Q) new UnreadRequest(e);
      }
    }
  }
}
