package boxoffice.load.check;

/// What a meter of the services says, beside what somebody else knows of the same.
///
/// @param what in a few words
/// @param meter its name, with what it was narrowed to
/// @param metered NaN where no instance has such a meter
/// @param by who else knows: `books`, `ledger` or `callers`
/// @param least of what they say
/// @param most of it: more than `least` where callers did not hear what became of some
public record MeterLine(
    String what, String meter, double metered, String by, long least, long most) {

  public boolean agrees() {
    return metered >= least && metered <= most;
  }

  /// What they say.
  public String known() {
    return least == most ? Long.toString(least) : least + " to " + most;
  }

  @Override
  public String toString() {
    return what + ": " + meter + " says " + metered + ", by the " + by + " it is " + known();
  }
}
