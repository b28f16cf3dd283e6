package io.streamspace.driver.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The engine as an operator sees it, past the driver. */
final class TestEngine implements AutoCloseable {
    /** A desktop with a VNC server; see the CI's scripts for how it is made. */
    static final String IMAGE =
            Optional.ofNullable(System.getenv("STREAMSPACE_TEST_IMAGE")).orElse("streamspace/desktop:2");

    /** The same VNC server alone: a window manager and a terminal take as much of the processors' time as all the rest of a start. */
    static final String PLAIN = "streamspace-test-plain:latest";

    /** The lock is left over where the container was killed and is started again: the server would take it for another's. */
    private static final String PLAIN_ENTRYPOINT = """
            ENTRYPOINT ["tini", "--", "sh", "-c", "rm -f /tmp/.X0-lock /tmp/.X11-unix/X0; exec Xtigervnc :0 -geometry 1280x800 -depth 24 \\
              -rfbport 5900 -localhost=0 -SecurityTypes None -AlwaysShared -nolisten tcp -noreset -UseBlacklist=0"]
            """;

    final DockerClient client;

    TestEngine() {
        this(null);
    }

    /** @param host null for the one that the environment names */
    TestEngine(@Nullable String host) {
        var builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        if (host != null) {
            builder.withDockerHost(host);
        }
        var config = builder.build();
        client = DockerClientImpl.getInstance(
                config,
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
    }

    /** Builds an image that greets and does nothing else, with a layer that no other has. */
    String tiny(String name) throws IOException {
        Path folder = TinyDesktop.context();
        client.buildImageCmd(folder.toFile())
                .withTags(Set.of(name))
                .exec(new BuildImageResultCallback())
                .awaitImageId();
        return name;
    }

    /** Builds {@link #PLAIN}, which costs little where it is there. */
    void plain() throws IOException {
        derived(PLAIN, PLAIN_ENTRYPOINT);
    }

    /** Builds an image with one more instruction, or several, than the desktop has. */
    String derived(String name, String... instructions) throws IOException {
        Path folder = Files.createTempDirectory("image");
        Files.writeString(
                folder.resolve("Dockerfile"), "FROM " + IMAGE + "\n" + String.join("\n", instructions) + "\n");
        client.buildImageCmd(folder.toFile())
                .withTags(Set.of(name))
                .exec(new BuildImageResultCallback())
                .awaitImageId();
        Files.delete(folder.resolve("Dockerfile"));
        Files.delete(folder);
        return name;
    }

    InspectContainerResponse container(String agentId, String sessionId) {
        String id = client
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(java.util.Map.of(Labels.AGENT, agentId, Labels.SESSION, sessionId))
                .exec()
                .stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container of " + sessionId))
                .getId();
        return client.inspectContainerCmd(id).exec();
    }

    /** Runs a program in a container and returns what it prints. */
    String run(String containerId, String... command) throws InterruptedException {
        String exec = client.execCreateCmd(containerId)
                .withCmd(command)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
        var printed = new ByteArrayOutputStream();
        client.execStartCmd(exec)
                .exec(new ResultCallback.Adapter<Frame>() {
                    @Override
                    public void onNext(Frame frame) {
                        printed.writeBytes(frame.getPayload());
                    }
                })
                .awaitCompletion(60, TimeUnit.SECONDS);
        return printed.toString(StandardCharsets.UTF_8).strip();
    }

    /** Names of whatever of the agent is on the engine, homes of users aside. */
    List<String> leftovers(String agentId) {
        var left = new ArrayList<String>();
        client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Labels.AGENT + "=" + agentId))
                .exec()
                .forEach(container -> left.add("container " + List.of(container.getNames())));
        networks(agentId).forEach(network -> left.add("network " + network.getName()));
        volumes(agentId).stream()
                .filter(volume -> volume.getLabels().containsKey(Labels.SESSION))
                .forEach(volume -> left.add("volume " + volume.getName()));
        return left;
    }

    private List<Network> networks(String agentId) {
        return client.listNetworksCmd()
                .withFilter("label", List.of(Labels.AGENT + "=" + agentId))
                .exec();
    }

    private List<InspectVolumeResponse> volumes(String agentId) {
        return Optional.ofNullable(client.listVolumesCmd()
                        .withFilter("label", List.of(Labels.AGENT + "=" + agentId))
                        .exec()
                        .getVolumes())
                .orElse(List.of());
    }

    /** Removes whatever of the agent is on the engine, homes included. */
    void sweep(String agentId) {
        client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(Labels.AGENT + "=" + agentId))
                .exec()
                .forEach(container -> gone(() -> client.removeContainerCmd(container.getId())
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec()));
        networks(agentId)
                .forEach(network ->
                        gone(() -> client.removeNetworkCmd(network.getId()).exec()));
        volumes(agentId)
                .forEach(volume ->
                        gone(() -> client.removeVolumeCmd(volume.getName()).exec()));
    }

    private static void gone(Runnable removal) {
        try {
            removal.run();
        } catch (NotFoundException e) {
            // that is what is wanted
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
