package io.streamspace.server;

import io.micrometer.core.instrument.MeterRegistry;
import io.streamspace.hub.Hub;
import io.streamspace.hub.HubBuilder;
import io.streamspace.hub.HubSettings;
import io.streamspace.hub.spi.ViewerTokens.TokenUser;
import io.streamspace.server.config.StreamSpaceConfiguration;
import io.streamspace.server.users.Tokens;
import io.streamspace.vnc.ws.UpgradeDecision;
import io.streamspace.vnc.ws.UpgradeRouter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** Builds the hub from the configuration. */
final class HubAssembly {
    private HubAssembly() {}

    static HubBuilder builder(
            StreamSpaceConfiguration configuration, DataSource database, MeterRegistry meters, Tokens tokens) {
        HubBuilder builder = Hub.builder()
                .dataSource(database)
                .settings(settings(configuration))
                .meters(meters);
        return configuration.viewers().tokensInAddress()
                ? builder.viewerTokens(
                        token -> tokens.authenticate(token).map(user -> new TokenUser(user.username(), user.isAdmin())))
                : builder;
    }

    private static HubSettings settings(StreamSpaceConfiguration configuration) {
        var hub = configuration.hub();
        var viewers = configuration.viewers();
        return HubSettings.builder()
                .replicaId(hub.replicaId())
                .heartbeatInterval(hub.heartbeatInterval())
                .heartbeatTimeout(hub.heartbeatTimeout())
                .commandTimeout(hub.commandTimeout())
                .viewerIdleTimeout(viewers.idleTimeout())
                .warmStreams(hub.warmStreams())
                .enrolmentKeys(hub.enrolmentKeys().toArray(String[]::new))
                .secretKeys(hub.secretKeys().toArray(String[]::new))
                .allowedOrigins(viewers.allowedOrigins())
                .build();
    }

    /** The hub's router; with viewers switched off their paths are refused, and agents still connect. */
    static UpgradeRouter router(ServedHub hub, boolean viewersEnabled) {
        UpgradeRouter router = hub.upgrades();
        return viewersEnabled
                ? router
                : request -> isViewer(request.path())
                        ? Optional.of(CompletableFuture.completedFuture(new UpgradeDecision.Refuse(
                                403, "viewers_disabled", "Viewers are switched off on this server.")))
                        : router.route(request);
    }

    private static boolean isViewer(String path) {
        return path.startsWith("/api/v1/vnc/") || path.startsWith("/vnc/");
    }
}
