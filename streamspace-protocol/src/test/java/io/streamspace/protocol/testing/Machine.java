package io.streamspace.protocol.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The machine that the tests run on, as seen through its environment variables.
 *
 * @param environment as {@link System#getenv()}
 */
record Machine(Map<String, String> environment) {
    private static final byte[] PING = "GET /_ping HTTP/1.0\r\n\r\n".getBytes(US_ASCII);

    boolean hasExecutable(String name) {
        return Arrays.stream(variable("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }

    boolean hasKubeconfig() {
        return Arrays.stream(variable("KUBECONFIG", "").split(File.pathSeparator))
                .anyMatch(file -> Files.isRegularFile(Path.of(file)));
    }

    Path dockerSocket() {
        var host = variable("DOCKER_HOST", "unix:///var/run/docker.sock");
        return Path.of(host.replaceFirst("^unix://", ""));
    }

    boolean dockerAnswers() {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(dockerSocket()))) {
            channel.write(ByteBuffer.wrap(PING));
            var answer = ByteBuffer.allocate(64);
            channel.read(answer);
            return new String(answer.array(), 0, answer.position(), US_ASCII).contains(" 200 ");
        } catch (IOException noEngine) {
            return false;
        }
    }

    private String variable(String name, String otherwise) {
        return environment.getOrDefault(name, otherwise);
    }
}
