package boxoffice.load.check;

import java.util.List;

/// What the checker found of one invariant.
///
/// @param code as the reliability rules name it, such as `S1`
/// @param title in a few words
/// @param checked how many facts (seats, orders, operations) were compared
/// @param violations how many of them break it
/// @param examples the first violations, each with the operations and rows that show it; for
///   NOT_YET and NOT_CHECKED why
public record Finding(
    String code,
    String title,
    Verdict verdict,
    long checked,
    long violations,
    List<String> examples) {

  /// How it stands.
  public enum Verdict {
    HOLDS,
    VIOLATED,
    /// The feature that it is about does not exist yet.
    NOT_YET,
    /// What it is checked against was not given or not reached.
    NOT_CHECKED
  }

  public Finding {
    examples = List.copyOf(examples);
  }
}
