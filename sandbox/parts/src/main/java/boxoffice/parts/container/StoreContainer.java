package boxoffice.parts.container;

import boxoffice.parts.process.ProcessState;
import boxoffice.parts.process.Server;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;

/// A running container with its data in a volume, on a port of 127.0.0.1. Container and volume are
/// named after the folder that the store would have used on this machine, so that the next start on
/// the same folder finds the data, and removes a container that a killed JVM left.
///
/// Ending or killing it removes the container; the volume stays until [#forget].
public final class StoreContainer implements Server {
  private final DockerClient docker = DockerClientFactory.lazyClient();
  private final String id;

  private StoreContainer(String id) {
    this.id = id;
  }

  /// What a container is started with.
  ///
  /// @param folder what names it and its data
  /// @param port of 127.0.0.1, and the one that the program in the container listens on
  /// @param dataPath where the program in the container keeps its data
  /// @param files what is in which file of the container
  public record Spec(
      String image,
      Path folder,
      Ports port,
      String dataPath,
      Map<String, String> environment,
      List<String> command,
      Map<String, String> files) {

    /// @param outer of 127.0.0.1
    /// @param inner of the container; the same one where it has no network of its own
    public record Ports(int outer, int inner) {
      boolean areSame() {
        return outer == inner;
      }
    }

    String name() {
      var folderName = folder.toString().getBytes(StandardCharsets.UTF_8);
      return "boxoffice-" + UUID.nameUUIDFromBytes(folderName);
    }
  }

  /// Starts a container and returns at once: whoever starts it knows when its program is ready.
  public static StoreContainer launch(Spec spec) {
    remove(DockerClientFactory.lazyClient(), spec.name());
    var container =
        new GenericContainer<>(spec.image())
            .withEnv(spec.environment())
            .withCommand(spec.command().toArray(String[]::new))
            .withCreateContainerCmdModifier(create -> complete(create, spec));
    spec.files()
        .forEach((path, text) -> container.withCopyToContainer(Transferable.of(text, 0444), path));
    if (spec.port().areSame()) {
      container.withNetworkMode("host");
    } else {
      container.setPortBindings(
          List.of("127.0.0.1:%d:%d".formatted(spec.port().outer(), spec.port().inner())));
    }
    container.setWaitStrategy(new Patient());
    container.start();
    return new StoreContainer(container.getContainerId());
  }

  private static void complete(CreateContainerCmd create, Spec spec) {
    create.withName(spec.name());
    Objects.requireNonNull(create.getHostConfig())
        .withBinds(new Bind(spec.name(), new Volume(spec.dataPath())));
  }

  /// Removes the data that was kept for a folder.
  public static void forget(Path folder) {
    var spec = new Spec("", folder, new Spec.Ports(0, 0), "", Map.of(), List.of(), Map.of());
    var docker = DockerClientFactory.lazyClient();
    remove(docker, spec.name());
    try (var command = docker.removeVolumeCmd(spec.name())) {
      command.exec();
    } catch (NotFoundException e) {
      return; // it never started
    }
  }

  /// 0 once it is gone.
  @Override
  public long pid() {
    try {
      var pid = docker.inspectContainerCmd(id).exec().getState().getPidLong();
      return pid == null ? 0 : pid;
    } catch (NotFoundException e) {
      return 0;
    }
  }

  @Override
  public ProcessState state() {
    try {
      var state = docker.inspectContainerCmd(id).exec().getState();
      if (Boolean.TRUE.equals(state.getPaused())) {
        return ProcessState.STOPPED;
      }
      return Boolean.TRUE.equals(state.getRunning()) ? ProcessState.RUNNING : ProcessState.GONE;
    } catch (NotFoundException e) {
      return ProcessState.GONE;
    }
  }

  /// `STOP` and `CONT` freeze and thaw all of it.
  @Override
  public void signal(String name) {
    try {
      var paused =
          Boolean.TRUE.equals(docker.inspectContainerCmd(id).exec().getState().getPaused());
      switch (name) {
        case "STOP" -> {
          if (!paused) {
            docker.pauseContainerCmd(id).exec();
          }
        }
        case "CONT" -> {
          if (paused) {
            docker.unpauseContainerCmd(id).exec();
          }
        }
        default -> docker.killContainerCmd(id).withSignal(name).exec();
      }
    } catch (NotFoundException | ConflictException e) {
      return; // it has ended
    }
  }

  @Override
  public void end(String signal, Duration patience) {
    signal("CONT");
    try (var stop = docker.stopContainerCmd(id)) {
      stop.withTimeout((int) patience.toSeconds()).exec();
    } catch (NotFoundException | NotModifiedException e) {
      return; // it has ended
    } finally {
      remove(docker, id);
    }
  }

  @Override
  public void kill() {
    remove(docker, id);
  }

  /// Kills it first, with SIGKILL, if it runs.
  private static void remove(DockerClient docker, String nameOrId) {
    try (var command = docker.removeContainerCmd(nameOrId)) {
      command.withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException e) {
      return; // there is none
    }
  }

  /// Waits for nothing.
  private static final class Patient extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {}
  }
}
