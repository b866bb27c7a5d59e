package boxoffice.edge.problem;

import boxoffice.wire.ErrorReason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A type of problem that the edge can answer.
///
/// @param code the slug at the end of its `type`
/// @param status of HTTP
public record ProblemType(String code, int status) {
  /// By status.
  public static List<ProblemType> all() {
    return Stream.concat(
            Arrays.stream(ErrorReason.values())
                .map(reason -> new ProblemType(reason.code(), reason.httpStatus())),
            Arrays.stream(Refusal.values())
                .map(refusal -> new ProblemType(refusal.code(), refusal.httpStatus())))
        .sorted(Comparator.comparingInt(ProblemType::status).thenComparing(ProblemType::code))
        .toList();
  }
}
