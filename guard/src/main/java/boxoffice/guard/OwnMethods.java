package boxoffice.guard;

import boxoffice.access.v1.Access;
import boxoffice.access.v1.AccessOuterClass;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Optional;

/// Tells what the contract says about a method.
final class OwnMethods {
  private static final String GRPC = "grpc.";

  private OwnMethods() {}

  /// Whether gRPC itself offers it: health and, in development, reflection.
  static boolean isOfGrpc(MethodDescriptor<?, ?> method) {
    return method.getFullMethodName().startsWith(GRPC);
  }

  /// Who may call it; empty when the contract does not say.
  static Optional<Access> access(MethodDescriptor<?, ?> method) {
    if (!(method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema)) {
      return Optional.empty();
    }
    var options = schema.getMethodDescriptor().getOptions();
    return Optional.of(options.getExtension(AccessOuterClass.access))
        .filter(access -> access.getCallerCase() != Access.CallerCase.CALLER_NOT_SET);
  }
}
