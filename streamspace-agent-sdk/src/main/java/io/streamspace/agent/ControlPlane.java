package io.streamspace.agent;

import io.streamspace.agent.AgentException.Code;
import io.streamspace.protocol.AgentProtocol;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Where the hub is. Takes every spelling that an operator may have at hand: {@code ws}, {@code wss}, {@code http} or {@code https}, the base
 * address of the hub (also below a path of a reverse proxy) or the whole path of the control link, with its aliases (rule P-1.1).
 */
public final class ControlPlane {
    private static final List<String> LINK_PATHS = List.of(AgentProtocol.LINK_PATH, "/api/v1/agents/hub", "/agent/ws");

    private final boolean secure;
    private final String authority;
    private final String basePath;

    private ControlPlane(boolean secure, String authority, String basePath) {
        this.secure = secure;
        this.authority = authority;
        this.basePath = basePath;
    }

    /**
     * Reads an address such as {@code https://hub.example.com} or {@code wss://hub.example.com/api/v1/agent/connect}.
     *
     * @throws AgentException with {@code INVALID_SETTING} where it is none
     */
    public static ControlPlane of(String address) {
        URI uri = parse(address);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = switch (scheme) {
            case "wss", "https" -> true;
            case "ws", "http" -> false;
            default -> throw invalid(address, "it must start with https://, http://, wss:// or ws://");
        };
        if (uri.getHost() == null) {
            throw invalid(address, "it names no host");
        }
        if (uri.getUserInfo() != null) {
            throw invalid(address.substring(0, scheme.length()) + "://…", "it must not hold a user or password");
        }
        return new ControlPlane(secure, uri.getRawAuthority(), basePath(uri.getRawPath()));
    }

    private static URI parse(String address) {
        try {
            return URI.create(address.trim());
        } catch (IllegalArgumentException e) {
            throw invalid(address, "it is not a URL");
        }
    }

    private static String basePath(String rawPath) {
        String path = rawPath.replaceAll("/+$", "");
        return LINK_PATHS.stream()
                .filter(path::endsWith)
                .findFirst()
                .map(link -> path.substring(0, path.length() - link.length()))
                .orElse(path);
    }

    private static AgentException invalid(String address, String why) {
        return new AgentException(
                Code.INVALID_SETTING,
                "The control plane URL '" + address + "' cannot be used: " + why
                        + ". A good example is https://streamspace.example.com");
    }

    /** Where the control link is dialled. */
    public URI linkUri(String agentId) {
        String query = "?agent_id=" + URLEncoder.encode(agentId, StandardCharsets.UTF_8);
        return URI.create((secure ? "wss" : "ws") + "://" + authority + basePath + AgentProtocol.LINK_PATH + query);
    }

    /** Where stream connections are dialled. */
    public URI streamUri() {
        return URI.create((secure ? "wss" : "ws") + "://" + authority + basePath + AgentProtocol.STREAM_PATH);
    }

    /** Where an agent enrols. */
    public URI registerUri() {
        return URI.create((secure ? "https" : "http") + "://" + authority + basePath + AgentProtocol.REGISTER_PATH);
    }

    /** The hub's address for people. */
    @Override
    public String toString() {
        return (secure ? "https" : "http") + "://" + authority + basePath;
    }
}
