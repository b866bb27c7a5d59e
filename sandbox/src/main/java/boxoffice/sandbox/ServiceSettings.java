package boxoffice.sandbox;

import boxoffice.guard.redis.GuardRedisRules;
import boxoffice.inventory.redis.RedisRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What each process of a service is told: ports, peers, stores, secrets, constants, and last what
/// somebody set by hand.
final class ServiceSettings {
  private static final String LOOPBACK = "127.0.0.1";

  /// Everybody comes from one address here, and does in a minute what elsewhere takes a day.
  private static final String BURST_OF_ROUTES = "1000000";

  /// Where those who write a shop have their pages while they do.
  private static final String DEVELOPMENT_SERVERS =
      "http://localhost:3000,http://localhost:4200,http://localhost:5173,http://localhost:8081";

  private final SystemSettings settings;
  private final Instances instances;
  private final Stores stores;
  private final Links links;
  private final Secrets secrets;

  ServiceSettings(
      SystemSettings settings, Instances instances, Stores stores, Links links, Secrets secrets) {
    this.settings = settings;
    this.instances = instances;
    this.stores = stores;
    this.links = links;
    this.secrets = secrets;
  }

  /// Spring's properties. There are secrets among them.
  Map<String, String> of(Instance instance) {
    var service = instance.service();
    var properties = new LinkedHashMap<String, String>();
    switch (service) {
      case USER -> addUser(properties);
      case INVENTORY -> addInventory(properties);
      case ORDER -> addOrder(properties);
      case EDGE -> addEdge(properties);
    }
    addGuard(properties, service);
    if (service == ServiceProgram.EDGE) {
      properties.put("server.port", Integer.toString(instance.port()));
      properties.put("management.server.port", Integer.toString(instance.managementPort()));
    } else {
      properties.put("spring.grpc.server.port", Integer.toString(instance.port()));
      properties.put("server.port", Integer.toString(instance.managementPort()));
      properties.put("boxoffice.dev", "true");
    }
    properties.putAll(settings.constants().of(service));
    properties.putAll(settings.overridesOf(service));
    return properties;
  }

  private void addUser(Map<String, String> properties) {
    addDatabase(properties, ServiceProgram.USER);
    addMail(properties, ServiceProgram.USER);
    properties.put("boxoffice.user.origin", edgeUrl());
    properties.put("boxoffice.user.master-key", secrets.of("master_key"));
    addClient(properties, 0, ServiceProgram.ORDER, "inventory.reserve,accounts.contact,");
    addClient(properties, 1, ServiceProgram.INVENTORY, "");
    addClient(properties, 2, ServiceProgram.EDGE, "");
  }

  /// A service of ours that may ask for tokens: all of them read the denylist.
  private void addClient(
      Map<String, String> properties, int number, ServiceProgram service, String scopes) {
    var client = "boxoffice.user.clients[" + number + "].";
    properties.put(client + "id", clientId(service));
    properties.put(client + "secret", clientSecret(service));
    properties.put(client + "scopes", scopes + "denylist.read");
  }

  private static String clientId(ServiceProgram service) {
    return service == ServiceProgram.EDGE ? "edge-api" : service.label() + "-grpc";
  }

  /// What it asks user-grpc for its tokens with.
  String clientSecret(ServiceProgram service) {
    return secrets.of(service.label() + "_client");
  }

  /// Limits and the denylist, and who a service is to user-grpc.
  private void addGuard(Map<String, String> properties, ServiceProgram service) {
    var redis = stores.redis();
    var isUser = service == ServiceProgram.USER;
    var rules = isUser ? GuardRedisRules.GUARD_WRITER : GuardRedisRules.GUARD;
    properties.put("boxoffice.guard.redis.host", redis.host());
    properties.put("boxoffice.guard.redis.port", reach(service, "redis", redis.port()));
    properties.put("boxoffice.guard.redis.username", rules.user());
    properties.put("boxoffice.guard.redis.password", redis.password());
    if (!isUser) {
      properties.put("boxoffice.guard.client.id", clientId(service));
      properties.put("boxoffice.guard.client.secret", clientSecret(service));
    }
  }

  private void addInventory(Map<String, String> properties) {
    var redis = stores.redis();
    addDatabase(properties, ServiceProgram.INVENTORY);
    properties.put("boxoffice.inventory.redis.host", redis.host());
    properties.put(
        "boxoffice.inventory.redis.port", reach(ServiceProgram.INVENTORY, "redis", redis.port()));
    properties.put("boxoffice.inventory.redis.username", RedisRules.USER);
    properties.put("boxoffice.inventory.redis.password", redis.password());
    addPeer(properties, ServiceProgram.INVENTORY, ServiceProgram.USER);
  }

  private void addOrder(Map<String, String> properties) {
    var provider = stores.provider();
    addDatabase(properties, ServiceProgram.ORDER);
    addMail(properties, ServiceProgram.ORDER);
    properties.put("boxoffice.order.mail.origin", edgeUrl());
    properties.put(
        "boxoffice.order.provider.base-url",
        "http://" + LOOPBACK + ":" + reach(ServiceProgram.ORDER, "provider", provider.port()));
    properties.put("boxoffice.order.provider.secret-key", provider.secretKey());
    properties.put("boxoffice.order.webhook.secret", secrets.of("webhook"));
    properties.put("boxoffice.order.ticket-key", secrets.of("ticket_key"));
    addPeer(properties, ServiceProgram.ORDER, ServiceProgram.USER);
    addPeer(properties, ServiceProgram.ORDER, ServiceProgram.INVENTORY);
  }

  private void addEdge(Map<String, String> properties) {
    addPeer(properties, ServiceProgram.EDGE, ServiceProgram.USER);
    addPeer(properties, ServiceProgram.EDGE, ServiceProgram.INVENTORY);
    addPeer(properties, ServiceProgram.EDGE, ServiceProgram.ORDER);
    properties.put("boxoffice.edge.origins", DEVELOPMENT_SERVERS);
    for (var routes : List.of("browse", "claim", "checkout", "change")) {
      for (var whose : List.of("user", "address", "all")) {
        properties.put(
            "boxoffice.guard.limits." + routes + "-" + whose + ".burst", BURST_OF_ROUTES);
      }
    }
    var proxy = settings.trustedProxy();
    if (proxy != null) {
      properties.putAll(TrustedProxy.settings(proxy));
    }
  }

  private void addDatabase(Map<String, String> properties, ServiceProgram service) {
    var port = reach(service, "postgres", stores.postgres().port());
    properties.put(
        "spring.datasource.url", "jdbc:postgresql://" + LOOPBACK + ":" + port + "/postgres");
    properties.put("spring.datasource.password", secrets.of(service.label() + "_grpc"));
  }

  private void addMail(Map<String, String> properties, ServiceProgram service) {
    properties.put("spring.mail.port", reach(service, "smtp", stores.inbox().smtpPort()));
  }

  private void addPeer(Map<String, String> properties, ServiceProgram from, ServiceProgram to) {
    var addresses =
        instances.of(to).stream()
            .map(called -> LOOPBACK + ":" + reach(from, called.name(), called.port()))
            .collect(Collectors.joining(","));
    properties.put("boxoffice.channels." + to.label() + ".target", "list:///" + addresses);
  }

  private String reach(ServiceProgram from, String to, int port) {
    return Integer.toString(links.port(from.label(), to, port));
  }

  private String edgeUrl() {
    return "http://localhost:" + settings.ports().edge();
  }
}
