package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.spi.ViewerTokens.TokenUser;
import io.streamspace.hub.testing.BrowserSocket;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.MemoryWire;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.hub.testing.World;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.vnc.ClipboardDirection;
import io.streamspace.vnc.ConnectedViewer;
import io.streamspace.vnc.ViewerMode;
import io.streamspace.vnc.ViewerPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions that are shared, and what the hub makes of templates, rights and changes for each viewer. */
class SharesTest extends HubTest {
    private Hub hub;
    private ScriptedAgent agent;
    private Session session;
    private int port;

    @BeforeEach
    void open() {
        hub = world.addHub(
                "hub-shares",
                settings -> settings,
                builder -> builder.viewerTokens(token -> Optional.of(new TokenUser(token, token.equals("root")))));
        hub.agents().register(World.ENROLMENT_KEY, "agent-1", "memory", "here");
        agent = world.scripted("agent-1");
        agent.link(new MemoryWire(hub, "agent-1"));
        session = world.running(agent);
        port = hub.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getPort();
    }

    private CompletableFuture<Integer> open(String query) {
        return CompletableFuture.supplyAsync(() -> BrowserSocket.codeOf(port, "/api/v1/vnc/" + session.id() + query));
    }

    /** Opens a viewer, which then waits for its desktop. */
    private ConnectedViewer viewer(String query) {
        open(query);
        agent.await(StreamRequest.class);
        return hub.viewers().list(session.id()).getLast();
    }

    private void assertRefused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void a_session_is_shared_with_a_mode_that_can_change_and_be_taken_back() {
        var shares = hub.shares();
        shares.put(session.id(), "bob", ViewerMode.VIEW, "ada");
        shares.put(session.id(), "carl", ViewerMode.CONTROL, "ada");
        shares.put(session.id(), "bob", ViewerMode.CONTROL, "root");

        assertThat(shares.list(session.id())).extracting(Share::user).containsExactly("bob", "carl");
        assertThat(shares.find(session.id(), "bob").orElseThrow().mode()).isEqualTo(ViewerMode.CONTROL);
        assertThat(shares.find(session.id(), "bob").orElseThrow().grantedBy()).isEqualTo("root");

        shares.remove(session.id(), "bob");
        assertThat(shares.find(session.id(), "bob")).isEmpty();
        assertRefused(Code.SHARE_NOT_FOUND, () -> shares.remove(session.id(), "bob"));
        assertRefused(Code.SESSION_NOT_FOUND, () -> shares.put("sess-none", "bob", ViewerMode.VIEW, "ada"));
        assertRefused(Code.SESSION_NOT_FOUND, () -> shares.list("sess-none"));
        assertRefused(Code.INVALID_REQUEST, () -> shares.put(session.id(), "ada", ViewerMode.VIEW, "ada"));
        assertRefused(Code.INVALID_REQUEST, () -> shares.put(session.id(), " ", ViewerMode.VIEW, "ada"));
    }

    @Test
    void lists_show_what_is_shared_where_they_are_asked_to_and_no_longer_once_it_is_taken_back() {
        hub.shares().put(session.id(), "bob", ViewerMode.VIEW, "ada");
        var withShared = new SessionQuery("bob", true, Set.of(), null, 10, null);

        assertThat(hub.sessions().list(withShared).items())
                .extracting(Session::id)
                .containsExactly(session.id());
        assertThat(hub.sessions().list(SessionQuery.ofOwner("bob")).items()).isEmpty();

        hub.shares().removeAllOf("bob");
        assertThat(hub.sessions().list(withShared).items()).isEmpty();
    }

    @Test
    void a_share_opens_a_viewer_with_at_most_its_mode_and_a_third_user_gets_none() throws Exception {
        assertThat(open("?token=bob").get()).isEqualTo(CloseCode.SESSION_NOT_FOUND.number());
        hub.shares().put(session.id(), "bob", ViewerMode.VIEW, "ada");

        var viewer = viewer("?token=bob");

        assertThat(viewer.grant().user()).isEqualTo("bob");
        assertThat(viewer.policy().mode()).isEqualTo(ViewerMode.VIEW);
        assertRefused(
                Code.INVALID_STATE,
                () -> hub.viewers().takeOver(session.id(), viewer.grant().viewerId()));
        assertThat(open("?token=carl").get()).isEqualTo(CloseCode.SESSION_NOT_FOUND.number());
    }

    @Test
    void a_share_that_is_taken_back_kicks_and_makes_tickets_worthless() throws Exception {
        hub.shares().put(session.id(), "bob", ViewerMode.CONTROL, "ada");
        var ticket = hub.tickets()
                .issue(session.id(), "bob", ViewerMode.CONTROL, null)
                .value();
        var code = open("?token=bob");
        agent.await(StreamRequest.class);

        hub.shares().remove(session.id(), "bob");

        assertThat(code.get()).isEqualTo(CloseCode.KICKED.number());
        assertThat(open("?ticket=" + ticket).get()).isEqualTo(CloseCode.TICKET_INVALID.number());
    }

    @Test
    void a_lower_share_sends_viewers_away_to_come_back_with_it() throws Exception {
        hub.shares().put(session.id(), "bob", ViewerMode.CONTROL, "ada");
        var code = open("?token=bob");
        agent.await(StreamRequest.class);

        hub.shares().put(session.id(), "bob", ViewerMode.VIEW, "ada");

        assertThat(code.get()).isEqualTo(CloseCode.POLICY_CHANGED.number());
        assertThat(viewer("?token=bob").grant().limits().mode()).isEqualTo(ViewerMode.VIEW);
    }

    @Test
    void a_ticket_may_begin_as_a_watcher_and_be_given_control_later() {
        var ticket = hub.tickets()
                .issue(session.id(), "ada", ViewerMode.VIEW, ViewerMode.CONTROL, null)
                .value();
        var viewer = viewer("?ticket=" + ticket);
        assertThat(viewer.policy().mode()).isEqualTo(ViewerMode.VIEW);

        assertThat(hub.viewers()
                        .takeOver(session.id(), viewer.grant().viewerId())
                        .policy()
                        .mode())
                .isEqualTo(ViewerMode.CONTROL);
    }

    @Test
    void what_was_changed_on_a_viewer_also_holds_for_the_users_next_one() {
        var first = viewer("?token=ada");
        var changed = hub.viewers()
                .change(
                        session.id(),
                        first.grant().viewerId(),
                        new ViewerChange(ViewerMode.VIEW, ClipboardDirection.TO_DESKTOP, 100_000L));
        assertThat(changed.policy())
                .isEqualTo(new ViewerPolicy(ViewerMode.VIEW, ClipboardDirection.TO_DESKTOP, 100_000, Duration.ZERO));

        var next = viewer("?token=ada");
        assertThat(next.policy()).isEqualTo(changed.policy());
        assertThat(viewer("?token=root").policy()).isEqualTo(ViewerPolicy.UNRESTRICTED);

        var freed = hub.viewers()
                .change(
                        session.id(),
                        next.grant().viewerId(),
                        new ViewerChange(ViewerMode.CONTROL, ClipboardDirection.BOTH, 0L));
        assertThat(freed.policy()).isEqualTo(ViewerPolicy.UNRESTRICTED);
    }

    @Test
    void a_viewer_that_has_to_come_back_for_a_change_is_answered_as_it_comes_back() throws Exception {
        var code = open("?token=ada");
        agent.await(StreamRequest.class);
        var viewer = hub.viewers().list(session.id()).getFirst();
        var changed = hub.viewers()
                .change(
                        session.id(),
                        viewer.grant().viewerId(),
                        new ViewerChange(null, ClipboardDirection.TO_DESKTOP, null));

        // Its desktop's messages are not followed, so holding the clipboard back closes its stream, before or after the
        // answer.
        assertThat(code.get()).isEqualTo(CloseCode.POLICY_CHANGED.number());
        assertThat(changed.policy()).isEqualTo(viewer("?token=ada").policy());
    }

    @Test
    void nobody_gets_more_than_the_template_allows() {
        hub.templates()
                .put(Template.of("kiosk", "Kiosk", Map.of("memory", ""))
                        .withViewerPolicy(new ViewerLimits(null, ClipboardDirection.TO_DESKTOP, 50_000, 600)));
        session = hub.sessions().start(StartRequest.of("ada", "kiosk"));
        agent.start();
        world.awaitState(session.id(), SessionState.RUNNING);

        var viewer = viewer("?token=root");
        assertThat(viewer.policy())
                .isEqualTo(new ViewerPolicy(
                        ViewerMode.CONTROL, ClipboardDirection.TO_DESKTOP, 50_000, Duration.ofMinutes(10)));

        var id = viewer.grant().viewerId();
        assertRefused(
                Code.INVALID_STATE,
                () -> hub.viewers().change(session.id(), id, new ViewerChange(null, ClipboardDirection.BOTH, null)));
        assertThat(hub.viewers()
                        .change(session.id(), id, new ViewerChange(null, null, 0L))
                        .policy()
                        .maxBytesPerSecond())
                .isEqualTo(50_000);
    }

    @Test
    void viewers_are_found_in_their_own_session_only_and_handed_over_and_kicked_there() throws Exception {
        var code = open("?token=ada");
        agent.await(StreamRequest.class);
        var first = hub.viewers().list(session.id()).getFirst().grant().viewerId();
        var second = viewer("?token=root").grant().viewerId();

        assertRefused(Code.VIEWER_NOT_FOUND, () -> hub.viewers().kick("sess-other", first));
        assertRefused(Code.VIEWER_NOT_FOUND, () -> hub.viewers().change(session.id(), "view-9", ViewerChange.NONE));
        hub.viewers().handOver(session.id(), first, second);
        assertThat(hub.viewers().list(session.id()))
                .extracting(viewer -> viewer.policy().mode())
                .containsExactlyInAnyOrder(ViewerMode.VIEW, ViewerMode.CONTROL);

        hub.viewers().kick(session.id(), first);
        assertThat(code.get()).isEqualTo(CloseCode.KICKED.number());
    }
}
