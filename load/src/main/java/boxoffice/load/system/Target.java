package boxoffice.load.system;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the system under load listens and what it is made of. A running sandbox writes it to
/// `system.json`; for another deployment an operator writes one with what there is: everything but
/// `edge` may be missing, and what needs it is then reported as not checked.
///
/// @param edge base URL of the REST interface
/// @param provider base URL of the provider, whose `/ledger` is read
/// @param control base URL of the sandbox's control interface
/// @param grpc `host:port` of each instance, by service: `user`, `inventory`, `order`
/// @param management base URL of each instance's management port, by service, the `edge` too
public record Target(
    String edge,
    @Nullable String inbox,
    @Nullable String provider,
    @Nullable String control,
    @Nullable String controlToken,
    Map<String, List<String>> grpc,
    Map<String, List<String>> management,
    @Nullable Postgres postgres,
    @Nullable Redis redis,
    List<Member> processes,
    Constants constants) {

  public Target {
    grpc = grpc == null ? Map.of() : Map.copyOf(grpc);
    management = management == null ? Map.of() : Map.copyOf(management);
    processes = processes == null ? List.of() : List.copyOf(processes);
    constants = constants == null ? Constants.PRODUCTION : constants;
  }

  /// Who may log in where.
  ///
  /// @param superuser needed for the floor of plain inserts only
  public record Postgres(String jdbcUrl, Login auditor, @Nullable Login superuser) {}

  /// A user and a password.
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[" + user + "]"; // never the password
    }
  }

  /// The inventory's Redis.
  public record Redis(String host, int port, @Nullable String user, String password) {
    @Override
    public String toString() {
      return "Redis[" + host + ":" + port + "]"; // never the password
    }
  }

  /// A process on this machine.
  ///
  /// @param name such as `inventory-2`
  /// @param service such as `inventory`
  /// @param state RUNNING, STOPPED or GONE
  public record Member(String name, String service, long pid, String state, @Nullable String log) {}

  /// The reliability rules' constants that the system runs with, in seconds.
  public record Constants(
      long holdSeconds,
      long marginSeconds,
      long freeSeconds,
      long paySeconds,
      long unknownSeconds,
      long refundSeconds,
      long stuckSeconds) {
    static final Constants PRODUCTION = new Constants(600, 5, 5, 900, 60, 300, 600);
  }

  @Override
  public String toString() {
    return "Target[" + edge + "]"; // never the secrets
  }
}
