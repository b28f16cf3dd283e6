package io.streamspace.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.testing.RequiresChromium;
import io.streamspace.protocol.testing.RequiresTigerVnc;
import io.streamspace.vnc.faults.FaultyProxy;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person types at a desktop whose picture moves all the while, in Chromium, and the way there breaks again and again. Prints for how long
 * the picture stood still; {@code -Dstreamspace.resume.cuts=1000} makes it more cuts.
 */
@RequiresTigerVnc
@RequiresChromium
class ResumeInBrowserTest {
    private static final int CUTS = Integer.getInteger("streamspace.resume.cuts", 100);

    /** One cut of so many comes while the page is on its way back from the one before. */
    private static final int IMPATIENT = 8;

    @TempDir
    static Path folder;

    private static Installation installation;
    private static Program agent;
    private static Browser browser;
    private static FaultyProxy network;

    private TypedDesktop desktop;

    @BeforeAll
    static void install() {
        installation = Installation.start(folder);
        agent = installation.startAgent("agent-1", "process");
        network = FaultyProxy.to(installation.port());
        browser = new Browser();
    }

    @AfterAll
    static void uninstall() {
        browser.close();
        network.close();
        installation.close();
    }

    @BeforeEach
    void open() {
        desktop = TypedDesktop.open(installation, browser, network.port());
    }

    @AfterEach
    void leave() {
        desktop.close();
    }

    @Test
    void a_hundred_cuts_cost_no_new_desktop_connection_and_every_key_arrives_once() {
        Random random = new Random(7);
        for (int i = 0; i < CUTS; i++) {
            desktop.type("cut-" + i + (i % 10 == 9 ? "\n" : " "));
            desktop.pause(random.nextInt(120));
            int resumes = desktop.resumes();
            desktop.markCut();
            cut(random);
            desktop.type("pause ");
            if (random.nextInt(IMPATIENT) != 0) {
                desktop.awaitResumesAbove(resumes);
            }
        }

        desktop.assertThatEveryKeyArrivedOnceOnTheSameConnection();
        assertThat(desktop.resumes()).as("times that the stream went on").isGreaterThan(CUTS * 3 / 4);
        desktop.freezes().report("cuts of the browser's connection");
    }

    private static void cut(Random random) {
        switch (random.nextInt(3)) {
            case 0 -> network.cut();
            case 1 -> network.reset();
            default -> network.halfOpenToServer();
        }
    }

    @Test
    void a_server_that_is_killed_or_stopped_and_started_again_costs_no_new_desktop_connection() {
        desktop.type("before ");
        desktop.markCut();
        installation.server().kill();
        desktop.type("while it is down ");
        assertThat(desktop.page().getByTestId("viewer-status")).containsText("Reconnecting");
        Browser.screenshot(desktop.page(), "resume-server-down");
        restartServer();
        desktop.awaitResumesAbove(0);
        desktop.type("killed\n");

        desktop.markCut();
        installation.server().stop();
        desktop.type("while it is down again ");
        restartServer();
        desktop.awaitResumesAbove(1);
        desktop.type("stopped\n");

        desktop.assertThatEveryKeyArrivedOnceOnTheSameConnection();
        desktop.freezes().report("restarts of the server");
    }

    /**
     * On a busy machine a server takes most of the time for which a stream waits to start. So the agent does nothing meanwhile, rather than
     * come to pauses of its link's back-off that are as long again.
     */
    private static void restartServer() {
        agent.suspend();
        try {
            installation.restartServer();
        } finally {
            agent.resume();
        }
    }
}
