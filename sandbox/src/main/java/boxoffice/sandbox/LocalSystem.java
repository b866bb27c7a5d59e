package boxoffice.sandbox;

import boxoffice.parts.http.LocalHttp;
import boxoffice.parts.postgres.LocalPostgres;
import boxoffice.parts.provider.PaymentProvider;
import boxoffice.parts.redis.LocalRedis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything, started in order and stopped in the opposite one: stores, provider, inbox, services,
/// edge, control.
///
/// What was started is stopped even when a later piece fails to start. Not for several threads.
final class LocalSystem implements AutoCloseable {
  private final Path folder;
  private final SystemSettings settings;
  private final Secrets secrets;
  private final Instances instances;
  private final Pieces pieces = new Pieces();
  private final Stores stores;
  private final ServiceSettings serviceSettings;
  private final People people;
  private final ProcessTable processes;
  private final LocalHttp control;
  private final String controlToken;
  private @Nullable OneJvm oneJvm;

  private LocalSystem(Path folder, SystemSettings settings) {
    this.folder = folder;
    this.settings = settings;
    var ports = settings.ports();
    var free = new FreePorts(ports.all());
    instances = Instances.of(settings.counts(), ports, free);
    instances.check();
    ports.check();
    secrets = Secrets.keptIn(folder);
    controlToken = Secrets.random();
    try {
      var size = instances.all().size();
      stores = pieces.start(() -> new Stores(folder, ports, free, secrets, size), Stores::close);
      var links = pieces.start(() -> new Links(settings.faults(), free), Links::close);
      serviceSettings = new ServiceSettings(settings, instances, stores, links, secrets);
      processes = new ProcessTable(startServices());
      people = people(free);
      var face = new ControlFace(controlToken, processes, links, people);
      control = pieces.start(() -> face.listen(ports.control()), LocalHttp::close);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// All in this JVM, as in production.
  static LocalSystem start(Path folder, Ports ports) {
    return start(folder, SystemSettings.of(ports));
  }

  /// @param folder where data and secrets are kept
  static LocalSystem start(Path folder, SystemSettings settings) {
    SystemDescription.removeFrom(folder);
    ChildProcesses.killLeftOver(folder);
    return new LocalSystem(folder, settings);
  }

  private List<ProcessTable.Entry> startServices() {
    var entries = new ArrayList<ProcessTable.Entry>();
    if (settings.processes() == null) {
      oneJvm = pieces.start(() -> new OneJvm(instances, serviceSettings), OneJvm::close);
    } else {
      entries.addAll(
          pieces
              .start(
                  () ->
                      ChildProcesses.start(
                          folder, instances, serviceSettings, settings.jvmOptions()),
                  ChildProcesses::close)
              .entries());
    }
    var postgres = stores.postgres();
    var redis = stores.redis();
    entries.add(ProcessTable.Entry.sandbox());
    entries.add(new ProcessTable.Entry("postgres", "postgres", postgres.log(), postgres));
    entries.add(new ProcessTable.Entry("redis", "redis", redis.log(), redis));
    return entries;
  }

  private People people(FreePorts free) {
    var running = oneJvm;
    if (running != null) {
      return new People(
          () -> running.context(ServiceProgram.USER), context -> {}, SandboxConfiguration.ids());
    }
    var own = new OwnUsers(stores.postgres().jdbcUrl(), serviceSettings, free);
    return new People(own::open, OwnUsers::close, SandboxConfiguration.ids());
  }

  /// For programs, once there is something to sell.
  void describe() {
    var grpc = new TreeMap<String, List<String>>();
    for (var service :
        List.of(ServiceProgram.USER, ServiceProgram.INVENTORY, ServiceProgram.ORDER)) {
      grpc.put(service.label(), instances.addresses(service));
    }
    var postgres = stores.postgres();
    var redis = stores.redis();
    var description =
        new SystemDescription(
            edgeUrl(),
            inboxUrl(),
            stores.provider().url(),
            control.url(),
            controlToken,
            Map.copyOf(grpc),
            instances.all().stream()
                .collect(
                    Collectors.groupingBy(
                        instance -> instance.service().label(),
                        Collectors.mapping(Instance::management, Collectors.toList()))),
            new SystemDescription.Postgres(
                postgres.jdbcUrl(),
                new SystemDescription.Login("auditor", secrets.of("auditor")),
                new SystemDescription.Login(postgres.superuser(), postgres.password())),
            new SystemDescription.Redis(redis.host(), redis.port(), redis.password()),
            processes.statuses(),
            settings.bounds());
    description.writeTo(folder);
    pieces.start(() -> folder, SystemDescription::removeFrom);
  }

  String edgeUrl() {
    return "http://localhost:" + settings.ports().edge();
  }

  String inboxUrl() {
    return "http://localhost:" + settings.ports().inboxHttp();
  }

  String controlUrl() {
    return control.url();
  }

  Path folder() {
    return folder;
  }

  Ports ports() {
    return settings.ports();
  }

  Instances instances() {
    return instances;
  }

  LocalPostgres postgres() {
    return stores.postgres();
  }

  LocalRedis redis() {
    return stores.redis();
  }

  PaymentProvider provider() {
    return stores.provider();
  }

  People people() {
    return people;
  }

  /// The services of a system that runs in this JVM.
  OneJvm oneJvm() {
    if (oneJvm == null) {
      throw new IllegalStateException("the services run in processes of their own");
    }
    return oneJvm;
  }

  /// What a service of ours asks user-grpc for its tokens with.
  String clientSecret(ServiceProgram service) {
    return serviceSettings.clientSecret(service);
  }

  Audit audit() {
    return new Audit(stores.postgres().jdbcUrl(), secrets.of("auditor"), stores.provider());
  }

  @Override
  public void close() {
    pieces.close();
  }
}
