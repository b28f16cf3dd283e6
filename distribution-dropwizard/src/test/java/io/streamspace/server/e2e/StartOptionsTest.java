package io.streamspace.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.streamspace.protocol.testing.RequiresChromium;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person chooses what a template offers, in Chromium, before the desktop starts. */
@RequiresChromium
class StartOptionsTest {
    private static final Map<String, Object> LAB = Map.of(
            "apiVersion",
            "stream.space/v1alpha1",
            "kind",
            "Template",
            "metadata",
            Map.of("name", "lab"),
            "spec",
            Map.of(
                    "displayName",
                    "Laboratory",
                    "platforms",
                    Map.of("memory", ""),
                    "endpoints",
                    List.of(Map.of("name", "vnc", "port", 5900)),
                    "params",
                    List.of(
                            Map.of(
                                    "name", "project",
                                    "label", "Project number",
                                    "description", "As it stands on the drawing.",
                                    "pattern", "[A-Z]{2}-[0-9]{4}",
                                    "required", true),
                            Map.of("name", "undo", "label", "Undo steps", "type", "integer", "min", 10, "max", 500),
                            Map.of(
                                    "name",
                                    "editor",
                                    "label",
                                    "Editor",
                                    "choices",
                                    List.of("vim", "geany"),
                                    "default",
                                    "vim"),
                            Map.of("name", "token", "label", "Token", "type", "secret"),
                            Map.of("name", "sound", "label", "Sound", "type", "boolean", "default", "true"),
                            Map.of(
                                    "name",
                                    "size",
                                    "label",
                                    "Screen size",
                                    "type",
                                    "geometry",
                                    "default",
                                    "1024x768"))));

    @TempDir
    private static Path folder;

    private Installation installation;
    private Browser browser;

    @BeforeEach
    void install() {
        installation = Installation.start(folder);
        browser = new Browser();
        installation.startAgent("agent-1", "memory");
        assertThat(installation
                        .admin()
                        .send("PUT", "/api/v1/templates/lab", LAB)
                        .status())
                .isEqualTo(200);
    }

    @AfterEach
    void uninstall() {
        browser.close();
        installation.close();
    }

    @Test
    void the_form_has_a_control_for_each_type_and_shows_the_servers_refusal_at_its_field() {
        Page page = browser.open(installation.address());
        browser.logIn(page, "admin", Installation.ADMIN_PASSWORD);

        // Something is required that has no default, so that even a plain start asks.
        page.getByTestId("start-lab").click();

        assertThat(page.getByTestId("options-dialog")).isVisible();
        assertThat(page.getByTestId("param-editor")).hasValue("vim");
        assertThat(page.getByTestId("param-token")).hasAttribute("type", "password");
        assertThat(page.getByTestId("param-sound")).isChecked();
        assertThat(page.getByTestId("param-size")).hasValue("1024x768");
        page.getByTestId("param-project").fill("seven");
        page.getByTestId("options-start").click();
        assertThat(page.getByTestId("param-error-project")).containsText("must have the form [A-Z]{2}-[0-9]{4}");
        assertThat(page.getByTestId("param-project")).isFocused();
        Browser.screenshot(page, "start-options");
        page.getByTestId("param-project").fill("AB-1234");
        assertThat(page.getByTestId("param-error-project")).hasCount(0);
        page.getByTestId("param-undo").fill("5");
        page.getByTestId("options-start").click();
        assertThat(page.getByTestId("param-error-undo")).containsText("from 10 to 500");

        page.getByTestId("param-undo").fill("50");
        page.getByTestId("options-start").click();

        page.waitForURL("**/vnc-viewer/**");
        assertThat(installation.admin().get("/api/v1/sessions").body()).hasSize(1);
    }

    @Test
    void what_has_defaults_starts_at_once_and_can_be_chosen_under_options() {
        installation.admin().send("DELETE", "/api/v1/templates/lab", null);
        Page page = browser.open(installation.address());
        browser.logIn(page, "admin", Installation.ADMIN_PASSWORD);

        assertThat(page.getByTestId("options-demo")).hasCount(0);
        assertThat(page.getByTestId("options-desktop")).isVisible();
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Options for Linux desktop")))
                .isVisible();
        Browser.screenshot(page, "start-options-home");
    }
}
