package boxoffice.load.scenario;

/// What is done to a target that is prepared.
public interface Scenario {
  /// Drives it; returns when everything that was begun has ended.
  void drive(Stage stage);
}
