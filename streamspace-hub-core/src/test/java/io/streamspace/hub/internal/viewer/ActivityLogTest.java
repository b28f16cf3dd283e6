package io.streamspace.hub.internal.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.hub.internal.agent.AgentLinks;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.Deadlines;
import io.streamspace.hub.internal.store.Signals;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.vnc.ViewerGrant;
import io.streamspace.vnc.ViewerMode;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ActivityLogTest extends HubTest {
    @Test
    void what_viewers_do_is_written_now_and_then_and_never_backwards() {
        var store = new Database(
                database.dataSource(),
                world.time(),
                new Random(1),
                pause -> {},
                Duration.ZERO,
                new Deadlines(Duration.ofMinutes(10), Duration.ofMinutes(5)),
                new Signals());
        var session = world.start();
        var log = new ActivityLog(world.time());
        var tunnel = new TunnelSide(new AgentLinks(), log, new Revocations(world.time()), (viewerId, code) -> {});
        var viewer = new ViewerGrant("view-1", session.id(), "agent-1", "vnc", ViewerMode.CONTROL, "ada");

        var used = world.time().instant();
        tunnel.activity(viewer);
        assertThat(world.session(session.id()).lastActivityAt()).isNull();
        log.flush(store);
        assertThat(world.session(session.id()).lastActivityAt()).isEqualTo(used);

        database.execute("UPDATE sessions SET last_activity_at = last_activity_at + interval '1 hour'");
        tunnel.activity(viewer);
        log.flush(store);
        assertThat(world.session(session.id()).lastActivityAt()).isEqualTo(used.plus(Duration.ofHours(1)));
    }
}
