package io.streamspace.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamspace.protocol.AgentProtocol;
import io.streamspace.protocol.ProtocolException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts of the full size, made to cost as much memory as they can. */
class HostileMessagesTest {
    private static final String HELLO = """
            {"type":"hello","payload":{"protocol_version":1,"agent_id":"a","instance_id":"i","leader_term":0,\
            "platform":"p","sdk_version":"1","driver_version":"1","capabilities":[%s],\
            "capacity":{"max_sessions":1,"max_cpu":0,"max_memory_bytes":0},"labels":{%s},"inventory":[%s]%s}}""";

    private final Allocation allocation = new Allocation();

    @Test
    void empty_arrays() {
        refuses(HELLO.formatted("", "", "", ",\"x\":[" + filled(i -> "[]") + "]"));
    }

    @Test
    void empty_objects() {
        refuses(HELLO.formatted("", "", filled(i -> "{}"), ""));
    }

    @Test
    void many_names_in_one_object() {
        refuses(HELLO.formatted("", "", "", "," + filled(i -> "\"" + Integer.toString(i, 36) + "\":0")));
    }

    @Test
    void many_labels() {
        refuses(HELLO.formatted("", filled(i -> "\"" + Integer.toString(i, 36) + "\":\"\""), "", ""));
    }

    @Test
    void many_capabilities() {
        refuses(HELLO.formatted(filled(i -> "\"" + Integer.toString(i, 36) + "\""), "", "", ""));
    }

    @Test
    void many_sessions() {
        refuses(HELLO.formatted(
                "", "", filled(i -> "{\"session_id\":\"" + i + "\",\"generation\":0,\"state\":\"failed\"}"), ""));
    }

    @Test
    void long_numbers() {
        understands(HELLO.formatted("", "", "", ",\"x\":[" + filled(i -> "1" + "0".repeat(31)) + "]"));
    }

    @Test
    void numbers_that_are_too_long() {
        refuses(HELLO.formatted("", "", "", ",\"x\":[" + filled(i -> "1" + "0".repeat(40)) + "]"));
    }

    @Test
    void one_long_text_of_escapes() {
        refuses(HELLO.formatted("", "", "", ",\"region\":\"" + "\\u0041".repeat(170_000) + "\""));
    }

    @Test
    void one_long_name() {
        refuses(HELLO.formatted("", "", "", ",\"" + "n".repeat(1_000_000) + "\":0"));
    }

    @Test
    void deep_nesting() {
        refuses("[".repeat(AgentProtocol.MAX_LINK_MESSAGE_BYTES));
        refuses("{\"payload\":".repeat(90_000));
    }

    @Test
    void a_text_above_the_limit_is_not_even_looked_at() {
        String text = " ".repeat(64 << 20);

        refuses(text);
        assertThat(allocation.measure(() -> refusalOf(text))).isLessThan(16 << 10);
    }

    @Test
    void the_largest_inventory_that_is_allowed_is_understood() {
        String inventory = IntStream.range(0, 10_000)
                .mapToObj(i -> "{\"session_id\":\"sess-" + i + "\",\"generation\":1,\"state\":\"running\"}")
                .collect(Collectors.joining(","));

        allocation.check(
                inventory,
                () -> assertThat(GoldenFile.read("agent/", HELLO.formatted("", "", inventory, "")))
                        .hasFieldOrProperty("inventory"));
    }

    private void understands(String text) {
        allocation.check(text, () -> assertThat(GoldenFile.read("agent/", text)).isNotNull());
    }

    private void refuses(String text) {
        allocation.check(text, () -> assertThat(refusalOf(text)).isNotNull());
    }

    private static ProtocolException refusalOf(String text) {
        try {
            throw new AssertionError("understood as " + GoldenFile.read("agent/", text));
        } catch (ProtocolException expected) {
            return expected;
        }
    }

    /** As many elements as a message has room for. */
    private static String filled(IntFunction<String> element) {
        var text = new StringBuilder(element.apply(0));
        for (int i = 1; text.length() < AgentProtocol.MAX_LINK_MESSAGE_BYTES - 1024; i++) {
            text.append(',').append(element.apply(i));
        }
        return text.toString();
    }
}
