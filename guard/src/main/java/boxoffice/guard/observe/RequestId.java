package boxoffice.guard.observe;

import io.grpc.Metadata;
import io.grpc.Metadata.AsciiMarshaller;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// The id that the log lines of one request carry in every service, in the field [#FIELD]. The edge
/// gives it, whoever calls a service says it on, and a call that comes without one gets one.
///
/// It only names: nothing is decided by it, so a caller may send any that looks like one.
public final class RequestId {
  /// Of the log lines, and where the id is kept while a thread works for the request.
  public static final String FIELD = "requestId";

  static final Metadata.Key<String> HEADER = Metadata.Key.of("x-request-id", ascii());

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9-]{1,64}");

  private RequestId() {}

  private static AsciiMarshaller<String> ascii() {
    return Metadata.ASCII_STRING_MARSHALLER;
  }

  /// What this thread works for now.
  static @Nullable String current() {
    return MDC.get(FIELD);
  }

  /// What a caller sent, if it could be an id of ours: it stands in logs.
  static @Nullable String sent(Metadata headers) {
    var id = headers.get(HEADER);
    return id != null && SHAPE.matcher(id).matches() ? id : null;
  }

  /// Until it is closed this thread works for that request, and then for what it did before.
  static Scope during(@Nullable String id) {
    var before = current();
    set(id);
    return () -> set(before);
  }

  /// To close on the thread that opened it.
  interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  private static void set(@Nullable String id) {
    if (id == null) {
      MDC.remove(FIELD);
    } else {
      MDC.put(FIELD, id);
    }
  }
}
