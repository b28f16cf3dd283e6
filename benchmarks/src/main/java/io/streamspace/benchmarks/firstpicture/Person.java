package io.streamspace.benchmarks.firstpicture;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Somebody at the machine's Chromium, whose pages note when they show what. */
final class Person implements AutoCloseable {
    /** Looks at the page once for each of its frames. Notes go into the storage that both pages share. */
    private static final String WATCH = """
            addEventListener('click', event => {
              if (event.target.closest('[data-testid^=start-]')) localStorage.setItem('clicked', Date.now());
            }, true);
            if (location.pathname.includes('vnc-viewer')) {
              const seen = window.seen = { viewer: Math.round(performance.timeOrigin) };
              // Some lines only: to read all of it in each frame takes time from what is measured.
              const coloured = canvas => [.2, .5, .8].some(part => {
                const line = Math.floor(canvas.height * part);
                const pixels = canvas.getContext('2d').getImageData(0, line, canvas.width, 1).data;
                for (let i = 4; i < pixels.length; i += 4 * 7) {
                  if (pixels[i] !== pixels[0] || pixels[i + 1] !== pixels[1] || pixels[i + 2] !== pixels[2]) return true;
                }
                return false;
              });
              const look = () => {
                const status = document.querySelector('[data-testid=viewer-status]');
                if (!seen.connected && status?.dataset.state === 'connected') seen.connected = Date.now();
                const canvas = document.querySelector('[data-testid=viewer-screen] canvas');
                // Until the first framebuffer update nothing at all is drawn.
                if (!seen.update && canvas?.width && canvas.getContext('2d').getImageData(0, 0, 1, 1).data[3]) {
                  seen.update = Date.now();
                }
                if (!seen.picture && canvas?.width && coloured(canvas)) seen.picture = Date.now();
                if (!seen.picture || !seen.connected) requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            }
            """;

    private final Playwright playwright;
    private final Browser chromium;
    private final Page page;
    private final URI server;

    /** What the pages noted, in milliseconds since 1970. */
    record Seen(String sessionId, long clickedAt, long viewerAt, long connectedAt, long updateAt, long pictureAt) {}

    Person(URI server) {
        this.server = server;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
        page = chromium.newPage();
        page.addInitScript(WATCH);
    }

    private static Path executable() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("There is no chromium on the PATH: apt-get install chromium."));
    }

    void logIn(String user, String password) {
        page.navigate(server.toString());
        page.getByTestId("login-username").fill(user);
        page.getByTestId("login-password").fill(password);
        page.getByTestId("login-submit").click();
        page.getByTestId("user-menu").waitFor();
    }

    /** Clicks on a template and waits for its picture. */
    Seen start(String template) {
        page.navigate(server.toString());
        page.getByTestId("start-" + template).click();
        page.waitForURL("**/vnc-viewer/**");
        page.waitForFunction("() => window.seen?.picture && window.seen?.connected");
        var path = URI.create(page.url()).getPath();
        return new Seen(
                path.substring(path.lastIndexOf('/') + 1),
                number("localStorage.clicked"),
                number("seen.viewer"),
                number("seen.connected"),
                number("seen.update"),
                number("seen.picture"));
    }

    private long number(String expression) {
        return ((Number) page.evaluate("() => Number(" + expression + ")")).longValue();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
