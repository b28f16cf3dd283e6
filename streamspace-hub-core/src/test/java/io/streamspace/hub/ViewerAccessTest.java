package io.streamspace.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamspace.hub.spi.ViewerTokens.TokenUser;
import io.streamspace.hub.testing.BrowserSocket;
import io.streamspace.hub.testing.HubTest;
import io.streamspace.hub.testing.MemoryWire;
import io.streamspace.hub.testing.ScriptedAgent;
import io.streamspace.hub.testing.World;
import io.streamspace.protocol.CloseCode;
import io.streamspace.protocol.message.CommandAction;
import io.streamspace.protocol.message.ObservedState;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.protocol.state.SessionState;
import io.streamspace.vnc.ViewerMode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may open a desktop, and what everybody else is told. */
class ViewerAccessTest extends HubTest {
    private Hub hub;
    private ScriptedAgent agent;
    private Session session;
    private int port;

    @BeforeEach
    void open() {
        hub = world.addHub(
                "hub-viewers",
                settings -> settings.allowedOrigins(List.of("https://portal.example")),
                builder -> builder.viewerTokens(token -> switch (token) {
                    case "ada" -> Optional.of(new TokenUser("ada", false));
                    case "bob" -> Optional.of(new TokenUser("bob", false));
                    case "root" -> Optional.of(new TokenUser("root", true));
                    default -> Optional.empty();
                }));
        hub.agents().register(World.ENROLMENT_KEY, "agent-1", "memory", "here");
        agent = world.scripted("agent-1");
        agent.link(new MemoryWire(hub, "agent-1"));
        session = world.running(agent);
        port = hub.listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getPort();
    }

    private String ticket() {
        return hub.tickets()
                .issue(session.id(), "ada", ViewerMode.CONTROL, null)
                .value();
    }

    private int open(String query, String... headers) {
        return BrowserSocket.codeOf(port, "/api/v1/vnc/" + session.id() + query, headers);
    }

    private void assertLetIn(Callable<Integer> viewer) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var code = threads.submit(viewer);
            // The hub asks the agent for a stream: the viewer got past every check.
            assertThat(agent.await(StreamRequest.class).sessionId()).isEqualTo(session.id());
            agent.close();
            hub.close();
            assertThat(code.get()).isIn(CloseCode.AGENT_UNAVAILABLE.number(), CloseCode.SERVER_RESTARTING.number());
        }
    }

    @Test
    void a_ticket_lets_a_viewer_in_under_the_path() throws Exception {
        var ticket = ticket();
        assertLetIn(() -> open("?ticket=" + ticket));
    }

    @Test
    void a_ticket_lets_a_viewer_in_under_the_short_path_too() throws Exception {
        var ticket = ticket();
        assertLetIn(() -> BrowserSocket.codeOf(port, "/vnc/" + session.id() + "?ticket=" + ticket));
    }

    @Test
    void the_owners_token_lets_a_viewer_in() throws Exception {
        assertLetIn(() -> open("?token=ada"));
    }

    @Test
    void an_administrators_token_lets_a_viewer_in() throws Exception {
        assertLetIn(() -> open("?token=root"));
    }

    @Test
    void another_users_token_finds_no_session() {
        assertThat(open("?token=bob")).isEqualTo(CloseCode.SESSION_NOT_FOUND.number());
    }

    @Test
    void neither_nothing_nor_a_guess_lets_anybody_in() {
        assertThat(open("")).isEqualTo(CloseCode.TICKET_INVALID.number());
        assertThat(open("?token=guess")).isEqualTo(CloseCode.TICKET_INVALID.number());
        assertThat(open("?ticket=guess")).isEqualTo(CloseCode.TICKET_INVALID.number());
    }

    @Test
    void a_ticket_opens_once() {
        var ticket = ticket();
        world.hub().sessions().hibernate(session.id());
        assertThat(open("?ticket=" + ticket)).isEqualTo(CloseCode.SESSION_NOT_RUNNING.number());
        assertThat(open("?ticket=" + ticket)).isEqualTo(CloseCode.TICKET_INVALID.number());
    }

    @ParameterizedTest
    @CsvSource({
        "streamspace.viewer.v1 binary, streamspace.viewer.v1",
        "binary streamspace.viewer.v1, streamspace.viewer.v1",
        "streamspace.viewer.v1, streamspace.viewer.v1",
        "binary, binary",
        "something-else, ''"
    })
    void who_is_refused_hears_the_code_over_the_sub_protocol_that_it_would_resume_with(
            String offered, String confirmed) {
        assertThat(BrowserSocket.open(
                        port, "/api/v1/vnc/" + session.id() + "?ticket=guess&resume=st-1", List.of(offered.split(" "))))
                .isEqualTo(new BrowserSocket.Ending(confirmed, CloseCode.TICKET_INVALID.number()));
    }

    @Test
    void a_ticket_opens_no_other_session() {
        var other = world.running(agent);
        var ticket =
                hub.tickets().issue(other.id(), "ada", ViewerMode.CONTROL, null).value();
        assertThat(open("?ticket=" + ticket)).isEqualTo(CloseCode.TICKET_INVALID.number());
    }

    @Test
    void a_ticket_is_worth_nothing_after_thirty_seconds() {
        var ticket = ticket();
        world.time().advance(Duration.ofSeconds(30));
        assertThat(open("?ticket=" + ticket)).isEqualTo(CloseCode.TICKET_INVALID.number());
    }

    @Test
    void a_ticket_is_good_for_the_page_that_asked_for_it() {
        var origin = "https://portal.example";
        var ticket = hub.tickets()
                .issue(session.id(), "ada", ViewerMode.VIEW, "https://elsewhere.example")
                .value();
        assertThat(open("?ticket=" + ticket, "Origin", origin)).isEqualTo(CloseCode.TICKET_INVALID.number());
    }

    @Test
    void a_foreign_page_is_refused_before_anything_else() {
        var ticket = ticket();
        assertThat(open("?ticket=" + ticket, "Origin", "https://evil.example")).isEqualTo(403);
        assertThat(open("?ticket=" + ticket, "Origin", "null")).isEqualTo(403);
        assertThat(database.read("SELECT count(*) FROM tickets")).isEqualTo("1");
    }

    @Test
    void the_hubs_own_pages_are_let_through() throws Exception {
        var ticket = ticket();
        assertLetIn(() -> open("?ticket=" + ticket, "Origin", "http://127.0.0.1:" + port));
    }

    @Test
    void pages_that_the_operator_allows_are_let_through() throws Exception {
        var ticket = ticket();
        assertLetIn(() -> open("?ticket=" + ticket, "Origin", "https://portal.example"));
    }

    @Test
    void a_session_that_has_ended_says_so() {
        var ticket = ticket();
        hub.sessions().terminate(session.id());
        assertThat(open("?ticket=" + ticket)).isEqualTo(CloseCode.SESSION_ENDED.number());
    }

    @Test
    void there_are_no_tickets_for_a_session_that_does_not_run() {
        hub.sessions().hibernate(session.id());
        agent.complete(agent.awaitCommand(CommandAction.HIBERNATE_SESSION), ObservedState.HIBERNATED);
        world.awaitState(session.id(), SessionState.HIBERNATED);
        assertThatThrownBy(this::ticket)
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.code()).isEqualTo(HubException.Code.INVALID_STATE));
        assertThatThrownBy(() -> hub.tickets().issue("sess-none", "ada", ViewerMode.VIEW, null))
                .isInstanceOfSatisfying(
                        HubException.class, e -> assertThat(e.code()).isEqualTo(HubException.Code.SESSION_NOT_FOUND));
    }

    @Test
    void the_database_holds_no_ticket_that_could_be_used() {
        var ticket = ticket();
        assertThat(database.read("SELECT encode(ticket_hash, 'escape') || user_id || mode FROM tickets"))
                .doesNotContain(ticket);
        assertThat(hub.tickets()
                        .issue(session.id(), "ada", ViewerMode.VIEW, null)
                        .toString())
                .contains("***");
    }

    @Test
    void of_many_viewers_with_one_ticket_at_two_replicas_one_gets_it() throws Exception {
        world.hub().sessions().hibernate(session.id());
        var ticket = new String[1];
        database.execute("UPDATE sessions SET state = 'running'");
        ticket[0] = ticket();
        database.execute("UPDATE sessions SET state = 'hibernated'");
        int second = world.hub()
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .getPort();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var viewers = IntStream.range(0, 12)
                    .<Callable<Integer>>mapToObj(i -> () -> BrowserSocket.codeOf(
                            i % 2 == 0 ? port : second, "/api/v1/vnc/" + session.id() + "?ticket=" + ticket[0]))
                    .toList();
            var codes = threads.invokeAll(viewers).stream()
                    .map(future -> future.resultNow())
                    .toList();
            assertThat(codes)
                    .filteredOn(code -> code == CloseCode.SESSION_NOT_RUNNING.number())
                    .hasSize(1);
            assertThat(codes)
                    .filteredOn(code -> code == CloseCode.TICKET_INVALID.number())
                    .hasSize(11);
        }
    }
}
