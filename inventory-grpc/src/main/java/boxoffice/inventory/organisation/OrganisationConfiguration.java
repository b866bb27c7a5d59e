package boxoffice.inventory.organisation;

import boxoffice.inventory.audit.AuditLog;
import boxoffice.inventory.membership.Memberships;
import java.time.Clock;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OrganisationConfiguration {
  @Bean
  OrganisationGrpcService organisationGrpcService(
      DSLContext sql, Memberships memberships, AuditLog audit, Clock clock) {
    var organisations = new OrganisationStore();
    var members = new MemberStore();
    return new OrganisationGrpcService(
        sql,
        memberships,
        new ChangeOrganisation(sql, organisations, members, audit, clock),
        new ChangeMembers(sql, organisations, members, audit, clock));
  }
}
