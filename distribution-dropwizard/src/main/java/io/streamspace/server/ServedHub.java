package io.streamspace.server;

import io.streamspace.hub.Agents;
import io.streamspace.hub.Hub;
import io.streamspace.hub.Quotas;
import io.streamspace.hub.ReadinessCheck;
import io.streamspace.hub.Sessions;
import io.streamspace.hub.Shares;
import io.streamspace.hub.Templates;
import io.streamspace.hub.Tickets;
import io.streamspace.hub.Viewers;
import io.streamspace.vnc.ws.UpgradeRouter;
import java.util.List;

/** What the server asks of a hub. Tests put one in its place whose sessions they can move as they like. */
public interface ServedHub extends AutoCloseable {
    /** Blocks; throws while the database cannot be used, and may then be called again. */
    void start();

    Sessions sessions();

    Agents agents();

    Templates templates();

    Quotas quotas();

    Tickets tickets();

    Shares shares();

    Viewers viewers();

    UpgradeRouter upgrades();

    List<ReadinessCheck> readiness();

    @Override
    void close();

    /** A hub itself. */
    record Real(Hub hub) implements ServedHub {
        @Override
        public void start() {
            hub.start();
        }

        @Override
        public Sessions sessions() {
            return hub.sessions();
        }

        @Override
        public Agents agents() {
            return hub.agents();
        }

        @Override
        public Templates templates() {
            return hub.templates();
        }

        @Override
        public Quotas quotas() {
            return hub.quotas();
        }

        @Override
        public Tickets tickets() {
            return hub.tickets();
        }

        @Override
        public Shares shares() {
            return hub.shares();
        }

        @Override
        public Viewers viewers() {
            return hub.viewers();
        }

        @Override
        public UpgradeRouter upgrades() {
            return hub.upgrades();
        }

        @Override
        public List<ReadinessCheck> readiness() {
            return hub.readiness();
        }

        @Override
        public void close() {
            hub.close();
        }
    }
}
