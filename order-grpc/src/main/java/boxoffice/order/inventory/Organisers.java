package boxoffice.order.inventory;

import boxoffice.inventory.v1.GetOrganisationRequest;
import boxoffice.inventory.v1.GetPerformanceRequest;
import boxoffice.inventory.v1.OrganisationServiceGrpc;
import boxoffice.inventory.v1.OrganisationServiceGrpc.OrganisationServiceBlockingStub;
import boxoffice.inventory.v1.PerformanceServiceGrpc;
import boxoffice.inventory.v1.PerformanceServiceGrpc.PerformanceServiceBlockingStub;
import boxoffice.wire.BearerToken;
import boxoffice.wire.Caller;
import boxoffice.wire.WireException;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.UUID;

/// Says whether the caller belongs to the organisation of a performance, which inventory knows. It
/// is asked each time, with the caller's own token: whoever leaves an organisation sees nothing
/// more.
///
/// Fails closed: INVENTORY_UNAVAILABLE.
public final class Organisers {
  private static final String ADMIN = "admin";

  private final PerformanceServiceBlockingStub performances;
  private final OrganisationServiceBlockingStub organisations;

  public Organisers(Channel inventory) {
    this.performances = PerformanceServiceGrpc.newBlockingStub(inventory);
    this.organisations = OrganisationServiceGrpc.newBlockingStub(inventory);
  }

  /// @throws WireException NOT_FOUND when it is not a performance of an organisation of the
  ///   caller's
  public void checkPerformance(UUID performanceId) {
    var request =
        GetPerformanceRequest.newBuilder().setPerformanceId(performanceId.toString()).build();
    try {
      var performance =
          performances
              .withCallCredentials(BearerToken.ofCaller())
              .getPerformance(request)
              .getPerformance();
      checkOrganisation(performance.getOrganisationId(), "performance");
    } catch (StatusRuntimeException e) {
      throw InventoryFailures.of(e, "performance");
    }
  }

  /// @param organisationId empty for nobody's, which is an admin's only
  /// @param noun what is not found by others
  /// @throws WireException NOT_FOUND when the caller does not belong to it
  public void checkOrganisation(String organisationId, String noun) {
    if (organisationId.isEmpty()) {
      if (!Caller.person().hasRole(ADMIN)) {
        throw WireException.notFound(noun);
      }
      return;
    }
    var request = GetOrganisationRequest.newBuilder().setOrganisationId(organisationId).build();
    try {
      var _ = organisations.withCallCredentials(BearerToken.ofCaller()).getOrganisation(request);
    } catch (StatusRuntimeException e) {
      throw InventoryFailures.of(e, noun);
    }
  }
}
