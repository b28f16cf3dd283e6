package io.streamspace.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.streamspace.protocol.testing.RequiresChromium;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people at one desktop, in two browsers. */
@RequiresChromium
class SharedDesktopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    static Path folder;

    private Installation installation;
    private Browser browser;
    private Api owner;
    private Api guest;
    private String session;

    @BeforeEach
    void install() {
        installation = Installation.start(folder);
        browser = new Browser();
        installation.startAgent("agent-1", "memory");
        owner = installation.user("ada");
        guest = installation.user("grace");
        session = owner.start("demo");
        owner.awaitState(session, "running");
    }

    @AfterEach
    void uninstall() {
        browser.close();
        installation.close();
    }

    @Test
    void control_is_shared_taken_over_handed_over_and_taken_back_while_both_look() {
        shareWithGraceInTheDialog();
        Page ada = look("ada");
        Page grace = look("grace");
        assertThat(viewOnly(grace)).isFalse();
        assertThat(grace.getByTestId("viewer-viewers")).hasCount(0);

        ada.getByTestId("viewer-toolbar-handle").dispatchEvent("click");
        ada.getByTestId("viewer-viewers").click();
        assertThat(ada.getByTestId("viewer-of-grace")).isVisible();
        Browser.screenshot(ada, "viewers-panel");
        ada.getByTestId("viewer-take-over").click();

        await("grace only watches", grace, true);
        assertThat(grace.getByTestId("viewer-notice")).containsText("You only watch now");
        assertThat(grace.getByTestId("viewer-watching")).isVisible();
        Browser.screenshot(grace, "viewer-that-lost-control");
        assertThat(ada.getByTestId("viewer-of-grace").getByTestId("viewer-mode"))
                .containsText("watches");
        // Nobody is left to take it from.
        assertThat(ada.getByTestId("viewer-take-over")).hasCount(0);
        aRefusalStaysUntilItIsRead(ada);
        grace.reload();
        awaitConnected(grace);
        await("control does not come back by a reload", grace, true);

        // The list may still show the viewer that the reload has ended, so a person may have to click again. What has
        // nothing to do any more goes away.
        Awaitility.await("grace to control")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(TimeoutError.class)
                .until(() -> {
                    if (viewOnly(grace)) {
                        ada.getByTestId("viewer-hand-over").first().click(new Locator.ClickOptions().setTimeout(1000));
                    }
                    return !viewOnly(grace);
                });
        await("grace controls", grace, false);
        await("ada watches", ada, true);
        assertThat(grace.getByTestId("viewer-notice")).containsText("You control");

        ada.getByTestId("viewer-of-grace")
                .getByTestId("viewer-clipboard-direction")
                .selectOption(new SelectOption().setValue("to_desktop"));
        Awaitility.await("grace to be back with a clipboard that goes one way")
                .atMost(PATIENCE)
                .until(() -> grace.evaluate("() => window.streamspaceViewer.connections"), count -> (int) count >= 2);
        awaitConnected(grace);

        ada.getByTestId("viewer-kick").click();
        Awaitility.await("grace to be sent away")
                .atMost(PATIENCE)
                .until(() -> "ended".equals(grace.evaluate("() => window.streamspaceViewer.state")));
        Browser.screenshot(grace, "viewer-that-was-kicked");
        ada.navigate(installation.address().toString());
        ada.getByTestId("share-" + session).click();
        ada.getByTestId("unshare-grace").click();
        assertThat(ada.getByTestId("share-of-grace")).hasCount(0);
        assertThat(guest.get("/api/v1/sessions/" + session).status()).isEqualTo(404);
    }

    private static void aRefusalStaysUntilItIsRead(Page ada) {
        ada.route(
                Pattern.compile(".*/viewers/.*"),
                route -> route.fulfill(new Route.FulfillOptions().setStatus(502).setBody("<h1>no</h1>")));
        ada.getByTestId("viewer-of-grace").getByTestId("viewer-kick").click();
        var refusal = ada.getByTestId("viewers-panel").getByRole(AriaRole.ALERT);
        assertThat(refusal).containsText("The server is not ready yet.");
        ada.waitForResponse(Pattern.compile(".*/viewers"), () -> {});
        ada.waitForResponse(Pattern.compile(".*/viewers"), () -> {});
        assertThat(refusal).containsText("The server is not ready yet.");
        ada.unroute(Pattern.compile(".*/viewers/.*"));
        refusal.getByLabel("Dismiss").click();
        assertThat(refusal).hasCount(0);
    }

    private void shareWithGraceInTheDialog() {
        Page ada = atHome("ada");
        assertThat(ada.getByTestId("template-card-demo")).isVisible();
        ada.getByTestId("template-tag-browser").click();
        assertThat(ada.getByTestId("template-card-demo")).hasCount(0);
        ada.getByTestId("template-tag-browser").click();
        ada.getByTestId("share-" + session).click();
        ada.getByTestId("share-username").fill("nobody-known");
        ada.getByTestId("share-submit").click();
        assertThat(ada.getByTestId("share-dialog")).containsText("There is no user of this name.");
        ada.getByTestId("share-username").fill("grace");
        ada.getByTestId("share-submit").click();
        assertThat(ada.getByTestId("share-of-grace")).containsText("may watch");
        ada.getByTestId("share-username").fill("grace");
        ada.getByTestId("share-mode").selectOption("control");
        ada.getByTestId("share-submit").click();
        assertThat(ada.getByTestId("share-of-grace")).containsText("may control");
        assertThat(ada.getByTestId("share-address")).hasValue(Pattern.compile(".*/vnc-viewer/" + session));
        Browser.screenshot(ada, "share-dialog");
        ada.getByTestId("share-close").click();
        Browser.screenshot(ada, "home-with-tags");
        ada.close();
    }

    private Page atHome(String user) {
        Page page = browser.open(installation.address());
        browser.logIn(page, user, "password-of-" + user);
        return page;
    }

    private Page look(String user) {
        Page page = atHome(user);
        assertThat(page.getByTestId("open-" + session)).isVisible();
        page.navigate(installation.address().resolve("vnc-viewer/" + session).toString());
        awaitConnected(page);
        return page;
    }

    private static void awaitConnected(Page page) {
        Awaitility.await("the viewer to connect")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> "connected".equals(page.evaluate("() => window.streamspaceViewer?.state")));
    }

    private static boolean viewOnly(Page page) {
        return (boolean) page.evaluate("() => window.streamspaceViewer.viewOnly");
    }

    private static void await(String what, Page page, boolean watches) {
        Awaitility.await(what).atMost(PATIENCE).until(() -> viewOnly(page) == watches);
        assertThat((boolean) page.evaluate("() => window.streamspaceViewer.rfb.viewOnly"))
                .isEqualTo(watches);
    }
}
