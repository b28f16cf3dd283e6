package io.streamspace.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.streamspace.protocol.testing.RequiresChromium;
import io.streamspace.protocol.testing.RequiresTigerVnc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The eight scenarios that the system has to hold, on real programs, a real database, TigerVNC and Chromium. */
@RequiresTigerVnc
@RequiresChromium
class ScenariosTest {
    private static final String DESKTOP = "desktop";

    @TempDir
    static Path folder;

    private Installation installation;
    private Browser browser;

    @BeforeEach
    void install() {
        installation = Installation.start(folder);
        browser = new Browser();
    }

    @AfterEach
    void uninstall() {
        browser.close();
        installation.close();
    }

    @Test
    void scenario_1_control_plane_deployment() {
        var anonymous = new Api(installation.address(), null);

        assertThat(anonymous.get("/health").text("status")).isEqualTo("healthy");
        assertThat(anonymous.get("/health").text("service")).isEqualTo("streamspace-api");
        assertThat(anonymous.get("/api/v1/sessions").status()).isEqualTo(401);
        Page page = browser.open(installation.address());
        browser.logIn(page, "admin", Installation.ADMIN_PASSWORD);
        assertThat(page.getByTestId("start-" + DESKTOP)).isVisible();
        Browser.screenshot(page, "scenario-1-home");
    }

    @Test
    void scenario_2_agent_registration() {
        installation.startAgent("agent-1", "process");

        var agent = installation.admin().get("/api/v1/agents/agent-1");
        assertThat(agent.text("platform")).isEqualTo("process");
        String first = agent.text("last_heartbeat");
        Awaitility.await("a later heartbeat")
                .atMost(Duration.ofSeconds(20))
                .until(
                        () -> installation.admin().get("/api/v1/agents/agent-1").text("last_heartbeat"),
                        later -> later.compareTo(first) > 0);
        Page page = browser.open(installation.address().resolve("#/agents"));
        browser.logIn(page, "admin", Installation.ADMIN_PASSWORD);
        assertThat(page.getByTestId("agent-status-agent-1")).containsText("online");
        Browser.screenshot(page, "scenario-2-agents");
    }

    @Test
    void scenario_3_session_creation() {
        installation.startAgent("agent-1", "process");
        Page page = browser.open(installation.address());
        browser.logIn(page, "admin", Installation.ADMIN_PASSWORD);

        page.getByTestId("start-" + DESKTOP).click();

        var admin = installation.admin();
        String session = Awaitility.await("the session to be listed")
                .until(
                        () -> admin.get("/api/v1/sessions")
                                .body()
                                .path(0)
                                .path("id")
                                .asText(),
                        id -> !id.isEmpty());
        admin.awaitState(session, "running");
        assertThat(admin.get("/api/v1/sessions/" + session).text("agent_id")).isEqualTo("agent-1");
    }

    @Test
    void scenario_4_vnc_connection() {
        installation.startAgent("agent-1", "process");
        var admin = installation.admin();
        String session = running(admin);

        Page page = openViewer(admin, session);

        assertThat(page.getByTestId("viewer-status")).containsText("Connected");
        Awaitility.await("a picture that is not one colour").until(() -> coloursOnScreen(page) > 1);
        Browser.screenshot(page, "scenario-4-viewer");
    }

    @Test
    void scenario_5_vnc_streaming() {
        installation.startAgent("agent-1", "process");
        var admin = installation.admin();
        Page page = openViewer(admin, running(admin));
        Path file = folder.resolve("typed-by-a-person");

        typeUntilItExists(page, "echo hello > " + file, file);

        assertThat(file).content().isEqualTo("hello\n");
        Browser.screenshot(page, "scenario-5-terminal");
    }

    @Test
    void scenario_6_session_lifecycle() {
        Program agent = installation.startAgent("agent-1", "process");
        var admin = installation.admin();
        String session = running(admin);

        admin.patch("/api/v1/sessions/" + session, Map.of("state", "hibernated"));
        admin.awaitState(session, "hibernated");
        admin.patch("/api/v1/sessions/" + session, Map.of("state", "running"));
        admin.awaitState(session, "running");
        assertThat(desktops(agent)).isEqualTo(1);
        admin.delete("/api/v1/sessions/" + session);
        admin.awaitState(session, "terminated");

        Awaitility.await("no desktop to be left").until(() -> desktops(agent) == 0);
    }

    @Test
    void scenario_7_agent_failover() {
        Program agent = installation.startAgent("agent-1", "process");
        var admin = installation.admin();
        String session = running(admin);
        Page page = openViewer(admin, session);
        Path file = folder.resolve("typed-after-the-failover");
        long desktop = desktopProcesses().getFirst();

        agent.kill();
        installation.awaitAgent("agent-1", "offline");
        assertThat(admin.state(session)).isEqualTo("running");
        installation.startAgent("agent-1", "process");

        admin.awaitState(session, "running");
        assertThat(desktopProcesses()).as("the same desktop goes on").containsExactly(desktop);
        Awaitility.await("the viewer to come back by itself")
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        page.evaluate("() => window.streamspaceViewer.state").equals("connected"));
        typeUntilItExists(page, "touch " + file, file);
    }

    @Test
    void scenario_8_concurrent_sessions() {
        installation.startAgent("agent-1", "process");
        var users = List.of(installation.user("ada"), installation.user("grace"));

        var sessions = users.stream()
                .collect(Collectors.toMap(
                        user -> user,
                        user -> IntStream.range(0, 2)
                                .mapToObj(i -> user.start(DESKTOP))
                                .toList()));

        sessions.forEach((user, own) -> own.forEach(id -> user.awaitState(id, "running")));
        Api ada = users.get(0);
        Api grace = users.get(1);
        assertThat(ada.get("/api/v1/sessions").body()).hasSize(2);
        for (String foreign : sessions.getOrDefault(grace, List.of())) {
            assertThat(List.of(
                            ada.get("/api/v1/sessions/" + foreign).status(),
                            ada.patch("/api/v1/sessions/" + foreign, Map.of("state", "hibernated"))
                                    .status(),
                            ada.delete("/api/v1/sessions/" + foreign).status(),
                            ada.post("/api/v1/sessions/" + foreign + "/ticket", Map.of("mode", "view"))
                                    .status()))
                    .containsOnly(404);
        }
        sessions.forEach((user, own) -> own.forEach(id -> user.delete("/api/v1/sessions/" + id)));
        sessions.forEach((user, own) -> own.forEach(id -> user.awaitState(id, "terminated")));
    }

    private static String running(Api api) {
        String session = api.start(DESKTOP);
        api.awaitState(session, "running");
        return session;
    }

    /** Opens the viewer as the page does after a log-in in the same window. */
    private Page openViewer(Api api, String session) {
        Page page = browser.open(api.base());
        browser.logIn(page, "admin", Installation.ADMIN_PASSWORD);
        assertThat(page.getByTestId("open-" + session)).isVisible();
        page.navigate(api.base().resolve("vnc-viewer/" + session).toString());
        Awaitility.await("the viewer to connect")
                .atMost(Duration.ofSeconds(30))
                .until(() -> "connected".equals(page.evaluate("() => window.streamspaceViewer?.state")));
        return page;
    }

    /** The window manager may not have placed the terminal when the first key arrives, so a person would try again too. */
    private static void typeUntilItExists(Page page, String command, Path file) {
        Awaitility.await("the command to have been run in the desktop's terminal")
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    page.getByTestId("viewer-screen").click();
                    page.keyboard().type(command + "\n");
                    page.waitForTimeout(500);
                    return Files.exists(file);
                });
    }

    private static int coloursOnScreen(Page page) {
        return (int) page.evaluate("""
                () => {
                  const canvas = document.querySelector('[data-testid=viewer-screen] canvas');
                  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                  const colours = new Set();
                  for (let i = 0; i < pixels.length; i += 4 * 97) {
                    colours.add(pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2]);
                  }
                  return colours.size;
                }""");
    }

    private List<Long> desktopProcesses() {
        return Desktops.of(installation.folder());
    }

    private long desktops(Program agent) {
        assertThat(agent.isAlive()).isTrue();
        return desktopProcesses().size();
    }
}
