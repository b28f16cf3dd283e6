package io.streamspace.driver.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** An image that greets as a VNC server does, and needs nothing but the base image. */
final class TinyDesktop {
    static final String BASE = "debian:bookworm-slim";

    private static final String GREETER = """
            use IO::Socket::INET;
            $SIG{TERM} = sub { exit 0 };
            my $server = IO::Socket::INET->new(LocalPort => 5900, Listen => 9, ReuseAddr => 1) or die;
            while (1) { my $viewer = $server->accept or next; print $viewer "RFB 003.003\\n"; close $viewer }
            """;

    private TinyDesktop() {}

    /** A folder to build it from. */
    static Path context() throws IOException {
        Path folder = Files.createTempDirectory("tiny-desktop");
        Files.writeString(folder.resolve("greet.pl"), GREETER);
        Files.writeString(folder.resolve("unique"), UUID.randomUUID().toString().repeat(1000));
        Files.writeString(folder.resolve("Dockerfile"), """
                FROM %s
                COPY unique /unique
                COPY greet.pl /greet.pl
                ENTRYPOINT ["perl", "/greet.pl"]
                """.formatted(BASE));
        return folder;
    }
}
