package io.streamspace.hub.internal.viewer;

import io.streamspace.vnc.ws.UpgradeRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which pages may open viewers. A browser names the page's origin and lets nobody else choose it, so this keeps other sites from using a
 * person's browser; programs that are no browsers name none and are let through to the ticket.
 */
final class Origins {
    private final Set<String> allowed;

    Origins(Set<String> allowed) {
        this.allowed = allowed;
    }

    boolean isAllowed(UpgradeRequest request) {
        var origin = request.header("origin");
        return origin.isEmpty() || allowed.contains(origin.get()) || isOwnHost(request, origin.get());
    }

    /** A proxy in front tells the name that the browser used in a header of its own, which a page cannot set. */
    private static boolean isOwnHost(UpgradeRequest request, String origin) {
        var host = authority(origin);
        return host.isPresent()
                && Stream.of("host", "x-forwarded-host")
                        .flatMap(name -> request.header(name).stream())
                        .anyMatch(own -> sameHost(own, host.get(), origin));
    }

    private static boolean sameHost(String own, String host, String origin) {
        var usual = origin.startsWith("https:") ? ":443" : ":80";
        return withoutPort(own.trim().toLowerCase(Locale.ROOT), usual).equals(withoutPort(host, usual));
    }

    private static String withoutPort(String host, String port) {
        return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getAuthority()).map(a -> a.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
