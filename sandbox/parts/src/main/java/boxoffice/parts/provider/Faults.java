package boxoffice.parts.provider;

import java.util.List;
import java.util.Optional;

/// The rules by which the provider misbehaves, and the requests that it holds. The same as the
/// paths `/control/faults` and `/control/held`. For any thread.
public final class Faults {
  private final Rules<Fault> rules = new Rules<>("fault_");
  private final Held held = new Held();

  Faults() {}

  /// Puts a rule in force, behind those that are. The first that matches a request is used.
  public ActiveRule<Fault> add(Fault fault) {
    return rules.add(fault, fault.times());
  }

  public List<ActiveRule<Fault>> active() {
    return rules.all();
  }

  /// Ends all rules, and lets all held requests go on.
  public void clear() {
    rules.clear();
    held.releaseAll();
  }

  /// Requests that wait, the longest waiting first.
  public List<HeldRequest> held() {
    return held.requests();
  }

  /// Lets a held request go on.
  ///
  /// @return whether it was there
  public boolean release(String id) {
    return held.release(id);
  }

  Held pen() {
    return held;
  }

  /// What goes wrong with a request; used up by asking.
  Optional<Fault> take(Fault.Subject subject) {
    return rules.take(fault -> fault.matches(subject));
  }
}
