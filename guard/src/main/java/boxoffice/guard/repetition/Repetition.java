package boxoffice.guard.repetition;

import io.grpc.Context;
import io.grpc.Metadata;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What the call that this thread serves did: made something, or found what an earlier call with
/// the same `request_id` had made. The first that is said stays, so that who makes something and
/// then reads it is no repetition. Said outside of a call, it goes nowhere.
public final class Repetition {
  /// In the trailers of a call that went well: `true` when it repeated another.
  public static final Metadata.Key<String> TRAILER =
      Metadata.Key.of("idempotent-replayed", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<AtomicReference<@Nullable Deed>> KEY =
      Context.key("boxoffice.repetition");

  private enum Deed {
    MADE,
    FOUND
  }

  private Repetition() {}

  /// Must not be said of what no caller may know, such as that an address has an account.
  public static void found() {
    say(Deed.FOUND);
  }

  public static void made() {
    say(Deed.MADE);
  }

  private static void say(Deed deed) {
    var said = KEY.get();
    if (said != null) {
      said.compareAndSet(null, deed);
    }
  }

  /// A context of a call of its own.
  static Context within(Context context) {
    return context.withValue(KEY, new AtomicReference<@Nullable Deed>());
  }

  static boolean isIn(Context context) {
    var said = KEY.get(context);
    return said != null && said.get() == Deed.FOUND;
  }
}
