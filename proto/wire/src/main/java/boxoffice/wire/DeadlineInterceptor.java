package boxoffice.wire;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Gives every outgoing call a deadline from a table. A call that has one already, or that is made
/// while serving a call with an earlier one, keeps the earlier.
///
/// @param standard for methods that the table does not name
/// @param byMethod by full method name, such as `boxoffice.inventory.v1.HoldService/PlaceHold`
public record DeadlineInterceptor(Duration standard, Map<String, Duration> byMethod)
    implements ClientInterceptor {

  public DeadlineInterceptor {
    byMethod = Map.copyOf(byMethod);
  }

  @Override
  public <Q, R> ClientCall<Q, R> interceptCall(
      MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
    var most = byMethod.getOrDefault(method.getFullMethodName(), standard);
    var deadline = Deadline.after(most.toNanos(), TimeUnit.NANOSECONDS);
    deadline = earlier(deadline, options.getDeadline());
    deadline = earlier(deadline, Context.current().getDeadline());
    return next.newCall(method, options.withDeadline(deadline));
  }

  private static Deadline earlier(Deadline deadline, @Nullable Deadline other) {
    return other == null ? deadline : deadline.minimum(other);
  }
}
