package boxoffice.guard;

import boxoffice.wire.WireException;
import java.util.Optional;

/// What a server knows about failures of its own dependencies: every bean of this kind is asked, in
/// order, about each failure that is not a [WireException] yet. A mapping that promises that
/// nothing happened must be certain of it.
@FunctionalInterface
public interface FailureMapping {

  /// @return empty for a failure that it does not know
  Optional<WireException> map(Throwable failure);
}
