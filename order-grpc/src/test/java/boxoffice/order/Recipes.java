package boxoffice.order;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The grpcurl commands of `docs/operations.md`, run as they stand there: a shell reads them, with
/// the variables that the page tells its reader to set. Where grpcurl is on the PATH it calls; else
/// the same method is called with the same JSON and headers.
final class Recipes {
  private static final Pattern COMMAND =
      Pattern.compile("^grpcurl (?:[^\\n]*\\\\\\n)*[^\\n]*", Pattern.MULTILINE);
  private static final Pattern REQUEST_ID = Pattern.compile("^request\\(\\).*$", Pattern.MULTILINE);
  private static final long PATIENCE_SECONDS = 30;

  private final String page;
  private final Map<String, Server> servers;
  private final Map<String, String> always;

  /// @param services of which methods are called
  record Server(int port, Channel channel, List<ServiceDescriptor> services) {}

  /// @param page its text
  /// @param servers by the address that the page names
  /// @param always variables of every command
  Recipes(String page, Map<String, Server> servers, Map<String, String> always) {
    this.page = page;
    this.servers = Map.copyOf(servers);
    this.always = Map.copyOf(always);
  }

  static String operations() {
    try {
      return Files.readString(Path.of("..", "docs", "operations.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The methods that a section calls, in its order.
  static List<String> methods(String page, String heading) {
    var section = page.substring(page.indexOf("\n## " + heading + "\n") + 1);
    var end = section.indexOf("\n## ");
    return commands(section.substring(0, end < 0 ? section.length() : end)).stream()
        .map(command -> command.substring(command.lastIndexOf('.') + 1))
        .toList();
  }

  private static List<String> commands(String text) {
    return COMMAND.matcher(text).results().map(MatchResult::group).toList();
  }

  /// Runs the first command that has all these words.
  ///
  /// @param answer the message that it answers with
  /// @param variables that the page tells to set
  <T extends Message> T run(T answer, Map<String, String> variables, String... words) {
    var command =
        commands(page).stream()
            .filter(text -> Stream.of(words).allMatch(text::contains))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no recipe has " + List.of(words)));
    var arguments = expand(command, variables);
    var method = arguments.removeLast();
    var server = Objects.requireNonNull(servers.get(arguments.removeLast()), command);
    var grpcurl = onPath("grpcurl");
    return grpcurl == null
        ? call(server, method, arguments, answer)
        : call(grpcurl, server, method, arguments, answer);
  }

  /// What the shell makes of a command: its arguments.
  private List<String> expand(String command, Map<String, String> variables) {
    var request = REQUEST_ID.matcher(page).results().findFirst().orElseThrow().group();
    var show = "grpcurl() { for argument in \"$@\"; do printf '%s\\0' \"$argument\"; done; }";
    var environment = new HashMap<>(always);
    environment.putAll(variables);
    var output = output(environment, "sh", "-ec", String.join("\n", request, show, command));
    var arguments = new ArrayList<>(List.of(output.split("\0", -1)));
    arguments.removeLast(); // each ends so
    return arguments;
  }

  private static <T extends Message> T call(
      Server server, String method, List<String> options, T answer) {
    var headers = new Metadata();
    var json = "{}";
    var left = options.iterator();
    while (left.hasNext()) {
      switch (left.next()) {
        case "-plaintext" -> {}
        case "-d" -> json = left.next();
        case "-H" -> {
          var header = left.next().split(": ", 2);
          headers.put(Metadata.Key.of(header[0], Metadata.ASCII_STRING_MARSHALLER), header[1]);
        }
        case String other ->
            throw new AssertionError("not an option that a recipe needs: " + other);
      }
    }
    var channel =
        ClientInterceptors.intercept(
            server.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
    var found = method(server, method);
    var response =
        ClientCalls.blockingUnaryCall(
            channel,
            found,
            CallOptions.DEFAULT.withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS),
            read(json, request(found)));
    return as(answer, response);
  }

  /// A message of the same type.
  private static <T extends Message> T as(T prototype, Message message) {
    @SuppressWarnings("unchecked") // an object's own class
    var type = (Class<T>) prototype.getClass();
    return type.cast(message);
  }

  @SuppressWarnings("unchecked") // generated methods have messages on both sides
  private static MethodDescriptor<Message, Message> typed(MethodDescriptor<?, ?> method) {
    return (MethodDescriptor<Message, Message>) method;
  }

  private static MethodDescriptor<Message, Message> method(Server server, String name) {
    return server.services().stream()
        .flatMap(service -> service.getMethods().stream())
        .filter(method -> method.getFullMethodName().equals(name))
        .findFirst()
        .map(Recipes::typed)
        .orElseThrow(() -> new AssertionError("no method is called " + name));
  }

  private static Message request(MethodDescriptor<Message, Message> method) {
    var marshaller = (MethodDescriptor.PrototypeMarshaller<Message>) method.getRequestMarshaller();
    return Objects.requireNonNull(marshaller.getMessagePrototype());
  }

  private static <T extends Message> T read(String json, T prototype) {
    var builder = prototype.newBuilderForType();
    try {
      JsonFormat.parser().merge(json, builder);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(json, e);
    }
    return as(prototype, builder.build());
  }

  private static <T extends Message> T call(
      String grpcurl, Server server, String method, List<String> options, T answer) {
    var command = new ArrayList<>(List.of(grpcurl, "-protoset", descriptors(server).toString()));
    command.addAll(options);
    command.add("127.0.0.1:" + server.port());
    command.add(method);
    return read(output(Map.of(), command.toArray(String[]::new)), answer);
  }

  /// In place of reflection, which the sandbox has and these servers have not.
  private static Path descriptors(Server server) {
    var files = new LinkedHashSet<FileDescriptor>();
    for (var service : server.services()) {
      var schema = (ProtoFileDescriptorSupplier) service.getSchemaDescriptor();
      add(Objects.requireNonNull(schema).getFileDescriptor(), files);
    }
    var set = FileDescriptorSet.newBuilder();
    files.forEach(file -> set.addFile(file.toProto()));
    try {
      var path = Files.createTempFile("recipes", ".binpb");
      path.toFile().deleteOnExit();
      return Files.write(path, set.build().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(FileDescriptor file, Set<FileDescriptor> files) {
    file.getDependencies().forEach(dependency -> add(dependency, files));
    files.add(file);
  }

  private static @Nullable String onPath(String program) {
    var path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse(null);
  }

  private static String output(Map<String, String> environment, String... command) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
