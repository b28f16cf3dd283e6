package io.streamspace.server.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * A terminal in a viewer page: dots run over its picture all the while, and what is typed goes to a file. The page notes when it paints, so
 * that the times for which the picture stood still can be told from outside of the viewer's own code.
 */
final class TypedDesktop implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NOTE_PAINTS = """
            () => {
              const paints = (window.paints = []);
              const draw = CanvasRenderingContext2D.prototype.drawImage;
              CanvasRenderingContext2D.prototype.drawImage = function (...what) {
                if (this.canvas.closest('#screen')) paints.push(performance.now());
                return draw.apply(this, what);
              };
              window.firstConnection = window.streamspaceViewer.rfb;
              window.cuts = [];
            }""";

    private static final String LONGEST_GAPS = """
            () => cuts.map((cut, i) => {
              let longest = 0;
              for (let p = 1; p < paints.length; p++) {
                if (paints[p] > cut && (i + 1 === cuts.length || paints[p - 1] < cuts[i + 1])) {
                  longest = Math.max(longest, paints[p] - paints[p - 1]);
                }
              }
              return longest;
            })""";

    private final Page page;
    private final Path home;
    private final Path typed;
    private final StringBuilder expected = new StringBuilder();
    private final long handshakes;

    private TypedDesktop(Page page, Path home, Path typed) {
        this.page = page;
        this.home = home;
        this.typed = typed;
        this.handshakes = handshakes();
    }

    /** A new session's terminal, looked at through a network on that port. */
    static TypedDesktop open(Installation installation, Browser browser, int port) {
        var admin = installation.admin();
        String session = admin.start("desktop");
        admin.awaitState(session, "running");
        URI address = URI.create("http://localhost:" + port + "/");
        Page page = browser.open(address);
        browser.logIn(page, "admin", Installation.ADMIN_PASSWORD);
        assertThat(page.getByTestId("open-" + session)).isVisible();
        page.navigate(address.resolve("vnc-viewer/" + session).toString());
        Awaitility.await("the viewer to connect")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> "connected".equals(page.evaluate("() => window.streamspaceViewer?.state")));
        var desktop = new TypedDesktop(
                page, installation.folder(), installation.folder().resolve("typed-in-" + session));
        desktop.startTerminal();
        return desktop;
    }

    private void startTerminal() {
        Path ready = typed.resolveSibling(typed.getFileName() + "-ready");
        Awaitility.await("the terminal to take keys").atMost(PATIENCE).until(() -> {
            page.getByTestId("viewer-screen").click();
            page.keyboard().type("touch " + ready + "\n");
            page.waitForTimeout(500);
            return Files.exists(ready);
        });
        page.evaluate(NOTE_PAINTS);
        page.keyboard().type("stty -echo; (while sleep 0.05; do printf .; done) & cat > " + typed + "\n");
        Awaitility.await("the file that takes what is typed").atMost(PATIENCE).until(() -> Files.exists(typed));
    }

    Page page() {
        return page;
    }

    void type(String text) {
        page.keyboard().type(text);
        expected.append(text);
    }

    void pause(int milliseconds) {
        page.waitForTimeout(milliseconds);
    }

    /** The way to the desktop is about to break. */
    void markCut() {
        page.evaluate("() => cuts.push(performance.now())");
    }

    int resumes() {
        return (int) page.evaluate("() => streamspaceViewer.resumes");
    }

    void awaitResumesAbove(int before) {
        page.waitForFunction(
                "before => streamspaceViewer.resumes > before",
                before,
                new Page.WaitForFunctionOptions().setTimeout(PATIENCE.toMillis()));
    }

    void assertThatEveryKeyArrivedOnceOnTheSameConnection() {
        type("\n");
        Awaitility.await("what was typed")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(typed).hasContent(expected.toString()));
        assertThat((boolean) page.evaluate("() => streamspaceViewer.rfb === firstConnection"))
                .as("noVNC's connection is the first one")
                .isTrue();
        assertThat((int) page.evaluate("() => streamspaceViewer.connections")).isEqualTo(1);
        assertThat(handshakes())
                .as("handshakes of RFB that the desktops have seen")
                .isEqualTo(handshakes);
    }

    /** Times for which the picture stood still, one for each cut. */
    Freezes freezes() {
        List<Double> longest = new ArrayList<>();
        for (Object gap : (List<?>) page.evaluate(LONGEST_GAPS)) {
            longest.add(((Number) gap).doubleValue());
        }
        return new Freezes(longest.stream().sorted().toList());
    }

    private long handshakes() {
        try (var files = Files.walk(home)) {
            return files.filter(file -> file.endsWith("display.log"))
                    .mapToLong(TypedDesktop::handshakesIn)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long handshakesIn(Path log) {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("Client requests security type"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        page.context().close();
    }

    /** @param milliseconds in ascending order */
    record Freezes(List<Double> milliseconds) {
        void report(String what) {
            System.out.printf(
                    "%d %s: the picture stood still for %.0f ms (p50), %.0f ms (p99), %.0f ms (most)%n",
                    milliseconds.size(), what, at(0.5), at(0.99), milliseconds.getLast());
        }

        private double at(double share) {
            return milliseconds.get((int) Math.ceil(share * milliseconds.size()) - 1);
        }
    }
}
