package boxoffice.order.mail;

import boxoffice.order.audit.AuditLog;
import boxoffice.user.v1.AccountServiceGrpc;
import boxoffice.wire.BearerToken;
import io.grpc.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.util.StreamProvider;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import tools.jackson.databind.json.JsonMapper;

/// The relay of the outbox.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
public class MailConfiguration {
  static {
    // else jakarta.mail looks through all jars for it, for each part of each mail
    System.setProperty(
        StreamProvider.class.getName(), "org.eclipse.angus.mail.util.MailStreamProvider");
  }

  @Bean
  OutboxRelay outboxRelay(
      OutboxStore outbox,
      Contacts contacts,
      JavaMailSenderImpl mails,
      @Qualifier("mailWatch") ScheduledExecutorService mailWatch,
      MailSettings settings) {
    mails.getSession().getProperties().put("mail.smtp.executor.writetimeout", mailWatch);
    return new OutboxRelay(outbox, contacts, mails, JsonMapper.shared(), settings);
  }

  /// Cuts connections to the mail server that do not take what is written; else jakarta.mail starts
  /// a thread for that with each connection.
  @Bean(defaultCandidate = false, destroyMethod = "shutdownNow")
  ScheduledExecutorService mailWatch() {
    var watch =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("mail-watch").factory());
    watch.setRemoveOnCancelPolicy(true);
    return watch;
  }

  @Bean
  OutboxMeters outboxMeters(OutboxStore outbox, Clock clock, MeterRegistry meters) {
    return new OutboxMeters(outbox, clock, meters);
  }

  @Bean
  OutboxStore outboxStore(DSLContext sql, Clock clock) {
    return new OutboxStore(sql, clock);
  }

  @Bean
  UnsentMessages unsentMessages(DSLContext sql, AuditLog log, Clock clock) {
    return new UnsentMessages(sql, log, clock);
  }

  @Bean
  Contacts contacts(@Qualifier("user") Channel user, BearerToken ownToken, DSLContext sql) {
    var accounts = AccountServiceGrpc.newBlockingStub(user).withCallCredentials(ownToken);
    return new Contacts(accounts, sql);
  }
}
