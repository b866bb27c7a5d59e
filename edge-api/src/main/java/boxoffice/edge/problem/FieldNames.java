package boxoffice.edge.problem;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.stub.AbstractStub;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Puts the names that a REST caller wrote where services name fields of their messages:
/// `display_name` is `displayName` in JSON. Only names of the contract are changed, no values and
/// no names of other formats, such as those of seating plans.
@Component
final class FieldNames {
  private static final Pattern NAME = Pattern.compile("\\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\\b");

  /// What messages have and requests of REST have not.
  private static final Pattern NOT_SENT = Pattern.compile("^(?:header|update_mask)(?:\\.|$)");

  private final Map<String, String> names = new HashMap<>();

  /// @param stubs of all services that are called
  FieldNames(List<AbstractStub<?>> stubs) {
    for (var stub : stubs) {
      var file = fileOf(stub);
      learn(file);
      file.getDependencies().forEach(this::learn);
    }
  }

  private static FileDescriptor fileOf(AbstractStub<?> stub) {
    try {
      var service =
          (ServiceDescriptor)
              stub.getClass().getEnclosingClass().getMethod("getServiceDescriptor").invoke(null);
      if (service.getSchemaDescriptor() instanceof ProtoFileDescriptorSupplier supplier) {
        return supplier.getFileDescriptor();
      }
      throw new IllegalStateException(service.getName() + " is of no .proto file");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(stub + " was not generated", e);
    }
  }

  private void learn(FileDescriptor file) {
    if (file.getPackage().startsWith("boxoffice.")) {
      file.getMessageTypes().forEach(this::learn);
    }
  }

  private void learn(Descriptor message) {
    message.getFields().forEach(field -> names.put(field.getName(), field.getJsonName()));
    message.getNestedTypes().forEach(this::learn);
  }

  /// @param field such as `header.venue_id`
  /// @param variables of the path that was called
  /// @return such as `venueId`, or `venue` where that is a variable; empty for what no request has
  String path(String field, Set<String> variables) {
    var path = renamed(NOT_SENT.matcher(field).replaceFirst(""));
    return variables.stream()
        .filter(variable -> VariableName.isOf(path, variable))
        .findFirst()
        .orElse(path);
  }

  /// @param words of a service, which begin with the field where there is one
  /// @param variables of the path that was called
  String words(String words, String field, Set<String> variables) {
    var prefix = field + ": ";
    if (!words.startsWith(prefix)) {
      return renamed(words);
    }
    var rest = renamed(words.substring(prefix.length()));
    var path = path(field, variables);
    return path.isEmpty() ? rest : path + ": " + rest;
  }

  private String renamed(String text) {
    return NAME.matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(names.getOrDefault(found.group(), found.group())));
  }
}
