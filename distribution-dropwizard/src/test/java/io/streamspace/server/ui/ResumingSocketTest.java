package io.streamspace.server.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.streamspace.protocol.testing.RequiresChromium;
import io.streamspace.server.e2e.Chromium;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The WebSocket that noVNC is given, in Chromium, against a hub that says what a test wants it to say. */
@RequiresChromium
class ResumingSocketTest {
    private static final String OFFERED = "streamspace.viewer.v1,binary";

    private static final String OPEN = """
            port => {
              const at = (path) => new URL(`ws://localhost:${port}/${path}`);
              const log = (window.log = []);
              window.again = async () => at('again');
              window.s = new viewerParts.ResumingSocket(at('first'), () => window.again(), {
                paused: () => log.push('paused'),
                resumed: () => log.push('resumed'),
                policy: (policy) => log.push('policy ' + policy.mode),
                closed: (code) => log.push('end ' + code),
              });
              const hex = (data) => [...new Uint8Array(data)].map((b) => b.toString(16).padStart(2, '0')).join('');
              s.onopen = () => log.push('onopen ' + s.readyState);
              s.onmessage = (event) => log.push('onmessage ' + hex(event.data));
              s.onclose = (event) => log.push('onclose ' + event.code + ' ' + event.wasClean);
            }""";

    private static Playwright playwright;
    private static Browser chromium;

    private final ScriptedHub hub = new ScriptedHub();
    private Page page;

    @BeforeAll
    static void launch() {
        playwright = Chromium.playwright();
        chromium = Chromium.launch(playwright);
    }

    @AfterAll
    static void quit() {
        chromium.close();
        playwright.close();
    }

    @BeforeEach
    void load() {
        page = chromium.newPage();
        page.setDefaultTimeout(30_000);
        page.addScriptTag(new Page.AddScriptTagOptions().setPath(Path.of("web/target/ui-tests/viewer-parts.js")));
    }

    @AfterEach
    void close() {
        page.close();
        hub.close();
    }

    private void open() {
        page.evaluate(OPEN, hub.port());
        assertThat(hub.next()).isEqualTo("open /first " + OFFERED);
    }

    private void started(int window, int patience) {
        open();
        hub.says("{\"type\":\"started\",\"stream_id\":\"st-1\",\"resume_key\":\"key\",\"window_bytes\":" + window
                + ",\"resume_ms\":" + patience + "}");
        awaitLog("onopen 1");
    }

    private void started() {
        started(1000, 20_000);
    }

    private void rejoins(int received) {
        assertThat(hub.next()).isEqualTo("open /again resume=st-1 " + OFFERED);
        assertThat(hub.next())
                .isEqualTo("{\"type\":\"rejoin\",\"stream_id\":\"st-1\",\"resume_key\":\"key\",\"received\":" + received
                        + "}");
    }

    private void resumed(int received) {
        hub.says("{\"type\":\"resumed\",\"received\":" + received + "}");
    }

    private void send(int... bytes) {
        page.evaluate(
                "bytes => s.send(new Uint8Array(bytes))",
                Arrays.stream(bytes).boxed().toList());
    }

    /** Waits until that is the last of what noVNC and the page were told. */
    private void awaitLog(String last) {
        page.waitForFunction("last => log.at(-1) === last", last);
    }

    private List<String> log() {
        return ((List<?>) page.evaluate("() => log"))
                .stream().map(String::valueOf).toList();
    }

    private Object of(String property) {
        return page.evaluate("name => s[name]", property);
    }

    @Test
    void it_is_connecting_until_the_desktop_is_connected_and_what_is_sent_before_is_not() {
        open();
        assertThat(of("readyState")).isEqualTo(0);
        assertThat(of("binaryType")).isEqualTo("arraybuffer");
        send(9);

        hub.says(
                "{\"type\":\"started\",\"stream_id\":\"st-1\",\"resume_key\":\"key\",\"window_bytes\":1000,\"resume_ms\":20000}");
        awaitLog("onopen 1");
        hub.sends("0102");
        awaitLog("onmessage 0102");
        send(3, 4);

        assertThat(hub.next()).isEqualTo("0304");
        assertThat(of("protocol")).isEqualTo("streamspace.viewer.v1");
        assertThat(log()).containsExactly("onopen 1", "onmessage 0102");
    }

    @Test
    void what_it_was_given_may_be_used_again_and_counts_as_buffered_until_the_desktop_has_it() {
        started();
        page.evaluate("() => { const b = new Uint8Array([1, 2, 3]); s.send(b); b.fill(9); }");
        assertThat(hub.next()).isEqualTo("010203");
        assertThat(of("bufferedAmount")).isEqualTo(3);

        hub.says("{\"type\":\"ack\",\"received\":2}");
        page.waitForFunction("() => s.bufferedAmount === 1");
        hub.breaks();
        rejoins(0);
        resumed(2);
        assertThat(hub.next()).as("as it was given").isEqualTo("03");
    }

    @Test
    void a_server_that_offers_nothing_gets_an_ordinary_websocket() {
        hub.confirms("binary");
        open();
        awaitLog("onopen 1");
        send(1);
        assertThat(hub.next()).isEqualTo("01");
        hub.sends("02");
        awaitLog("onmessage 02");

        hub.closes(4006);

        awaitLog("onclose 4006 true");
        assertThat(log()).endsWith("end 4006", "onclose 4006 true");
        assertThat(of("readyState")).isEqualTo(3);
    }

    @Test
    void a_break_is_not_heard_of_and_what_the_other_end_has_not_had_is_repeated_before_what_was_typed_meanwhile() {
        started();
        hub.sends("0a0b0c");
        awaitLog("onmessage 0a0b0c");
        send(1, 2, 3);
        send(4, 5);
        assertThat(hub.next()).isEqualTo("010203");
        assertThat(hub.next()).isEqualTo("0405");

        hub.breaks();
        awaitLog("paused");
        send(6);
        rejoins(3);
        send(7);
        assertThat(of("readyState")).as("as noVNC sees it").isEqualTo(1);
        resumed(2);

        assertThat(List.of(hub.next(), hub.next(), hub.next(), hub.next())).containsExactly("03", "0405", "06", "07");
        hub.sends("0d");
        awaitLog("onmessage 0d");
        assertThat(log()).containsExactly("onopen 1", "onmessage 0a0b0c", "paused", "resumed", "onmessage 0d");
    }

    @Test
    void it_waits_on_its_websocket_while_the_agent_is_away() {
        started();
        send(1, 2);
        assertThat(hub.next()).isEqualTo("0102");
        hub.sends("0a");
        hub.says("{\"type\":\"skip\",\"bytes\":4}");
        hub.says("{\"type\":\"suspend\"}");
        assertThat(hub.next()).isEqualTo("{\"type\":\"suspended\",\"received\":5}");
        send(3);

        resumed(1);

        assertThat(hub.next()).isEqualTo("02");
        assertThat(hub.next()).isEqualTo("03");
        awaitLog("resumed");
    }

    @Test
    void it_sends_no_more_than_a_window_and_acknowledges_a_quarter_of_one_at_once() {
        started(8, 20_000);
        send(1, 2, 3, 4, 5);
        send(6, 7, 8, 9, 10);
        assertThat(hub.next()).isEqualTo("0102030405");
        assertThat(hub.next()).isEqualTo("060708");
        hub.says("{\"type\":\"ack\",\"received\":1}");
        assertThat(hub.next()).isEqualTo("09");

        hub.sends("0a0b");
        assertThat(hub.next()).isEqualTo("{\"type\":\"ack\",\"received\":2}");
        hub.sends("0c");
        assertThat(hub.next()).as("less, a little later").isEqualTo("{\"type\":\"ack\",\"received\":3}");
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 1011, 1012, 1013, 1014, 4009, 4401})
    void a_close_that_says_nothing_of_the_stream_does_not_end_it(int code) {
        started();
        hub.closes(code);
        assertThat(hub.next()).isEqualTo("close " + code);
        rejoins(0);
        hub.closes(code);
        assertThat(hub.next()).isEqualTo("close " + code);
        rejoins(0);
        resumed(0);

        awaitLog("resumed");
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 4000, 4004, 4006, 4008, 4010})
    void any_other_close_is_the_end_and_is_told_with_its_code(int code) {
        started();
        hub.closes(code);

        awaitLog("onclose " + code + " true");
        assertThat(log()).endsWith("end " + code, "onclose " + code + " true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"ack\",\"received\":3}", "{\"type\":\"resumed\",\"received\":3}"})
    void a_count_that_cannot_be_is_the_end(String text) {
        started();
        send(1, 2);
        hub.says(text);

        awaitLog("onclose 4004 true");
    }

    @Test
    void a_server_that_knows_nothing_of_streams_any_more_is_the_end() {
        started();
        hub.confirms("binary");
        hub.breaks();

        awaitLog("onclose 4004 true");
    }

    @Test
    void a_ticket_that_is_refused_is_the_end() {
        started();
        page.evaluate("() => { window.again = async () => { throw new Error('You may not open this session.'); }; }");
        hub.breaks();

        awaitLog("onclose 4004 true");
    }

    @Test
    void it_closes_when_noVNC_wants_it_to_whether_connected_or_on_its_way_back() {
        started();
        // In one step, since the hub answers at once.
        assertThat(page.evaluate("() => { s.close(); return s.readyState; }")).isEqualTo(2);
        assertThat(hub.next()).isEqualTo("close 1000");
        awaitLog("onclose 1000 true");
        send(1);
        assertThat(hub.isQuiet()).isTrue();
    }

    @Test
    void it_closes_at_once_while_it_is_on_its_way_back() {
        started();
        page.evaluate("() => { window.again = () => new Promise(() => {}); }");
        hub.breaks();
        awaitLog("paused");

        page.evaluate("() => s.close()");

        awaitLog("onclose 1000 true");
    }

    @Test
    void a_connection_that_is_dead_although_nothing_closed_it_is_asked_and_then_replaced() {
        page.clock().install();
        started();
        page.clock().runFor(6_000);
        assertThat(hub.next()).isEqualTo("{\"type\":\"ping\"}");
        hub.says("{\"type\":\"pong\"}");
        hub.sends("01");
        awaitLog("onmessage 01");
        assertThat(hub.isQuiet()).isTrue();

        page.clock().runFor(6_000);
        assertThat(hub.next()).isIn("{\"type\":\"ack\",\"received\":1}", "{\"type\":\"ping\"}");
        page.clock().runFor(7_000);
        page.waitForFunction("() => log.includes('paused')");
    }

    @Test
    void whatever_is_added_sent_acknowledged_and_lost_an_outbox_gives_every_byte_once_and_in_order() {
        assertThat(page.evaluate("""
                () => {
                  const box = new viewerParts.Outbox();
                  const wanted = [];
                  let got = [];
                  let acknowledged = 0;
                  let seed = 1;
                  const random = (below) => (seed = (seed * 48271) % 2147483647) % below;
                  const pump = () => box.pump(500, (bytes) => got.push(...bytes));
                  for (let i = 0; i < 3000; i++) {
                    const what = random(5);
                    if (what < 2) {
                      const piece = Uint8Array.from({ length: 1 + random(90) }, () => random(256));
                      wanted.push(...piece);
                      box.add(piece);
                    } else if (what === 2) {
                      pump();
                      if (got.length - acknowledged > 500) return 'more than a window';
                    } else if (what === 3) {
                      acknowledged += random(got.length - acknowledged + 1);
                      if (!box.acknowledge(acknowledged)) return 'refused an acknowledgement';
                    } else {
                      acknowledged += random(got.length - acknowledged + 1);
                      got = got.slice(0, acknowledged);
                      if (!box.restart(acknowledged)) return 'refused to restart';
                    }
                    if (box.size !== wanted.length - acknowledged) return 'lost count';
                  }
                  while (got.length < wanted.length) {
                    pump();
                    acknowledged = got.length;
                    box.acknowledge(acknowledged);
                  }
                  if (box.acknowledge(acknowledged + 1) || box.acknowledge(acknowledged - 1)) return 'believed anything';
                  return got.length === wanted.length && got.every((byte, i) => byte === wanted[i]) ? 'every byte once' : 'wrong';
                }""")).isEqualTo("every byte once");
    }
}
