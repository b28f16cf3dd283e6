package io.streamspace.protocol;

import static io.streamspace.protocol.ProtocolException.Code.INVALID_FIELD;
import static io.streamspace.protocol.ProtocolException.Code.MALFORMED_ENVELOPE;
import static io.streamspace.protocol.ProtocolException.Code.MALFORMED_JSON;
import static io.streamspace.protocol.ProtocolException.Code.MESSAGE_TOO_LARGE;
import static io.streamspace.protocol.ProtocolException.Code.UNKNOWN_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.streamspace.protocol.ProtocolException.Code;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Inputs that are refused, each with the code and the sentence that the other side gets. */
class RefusedMessagesTest {
    private static final String STATUS = """
            {"type":"status","payload":{"session_id":"sess-1","generation":%s,"session":%s%s}}""";
    private static final String SEEN = "{\"state\":\"running\",\"endpoints\":{},\"metadata\":{}}";
    private static final String PROGRESS = """
            {"type":"progress","payload":{"command_id":%s,"stage":"pull","message":"m","fraction":%s}}""";
    private static final String COMMAND = """
            {"type":"command","payload":{"command_id":"c","session_id":"s","generation":1,"timeout_ms":%s,%s}}""";

    private final MessageCodec codec = new MessageCodec(() -> Instant.EPOCH);

    @Test
    void an_empty_text() {
        fromAgent("", MALFORMED_JSON, "the text is not a JSON object");
    }

    @Test
    void a_text_that_is_no_json() {
        fromAgent("GET / HTTP/1.1", MALFORMED_JSON, "the text is not JSON: error at line 1, column 1");
    }

    @Test
    void an_array() {
        fromAgent("[]", MALFORMED_JSON, "the text is not a JSON object");
    }

    @Test
    void half_an_object() {
        fromAgent("{\"type\":\"ping\",\"payl", MALFORMED_JSON, "the text is not JSON: error at line 1, column 21");
    }

    @Test
    void two_objects() {
        fromAgent(ping("1") + ping("2"), MALFORMED_JSON, "something follows the JSON object");
    }

    @Test
    void a_comment_or_a_trailing_comma() {
        fromAgent("{\"type\":\"ping\",/**/\"payload\":{}}", MALFORMED_JSON, "the text is not JSON: ");
        fromAgent("{\"type\":\"ping\",\"payload\":{},}", MALFORMED_JSON, "the text is not JSON: ");
    }

    @Test
    void a_name_twice() {
        fromAgent("{\"type\":\"ping\",\"type\":\"hello\",\"payload\":{}}", MALFORMED_JSON, "the text is not JSON: ");
        fromAgent(
                "{\"type\":\"ping\",\"payload\":{\"nonce\":1,\"nonce\":2}}", MALFORMED_JSON, "the text is not JSON: ");
    }

    @Test
    void deep_nesting_in_a_field_that_is_ignored() {
        String deep = "[".repeat(40) + "]".repeat(40);
        fromAgent(
                "{\"type\":\"ping\",\"payload\":{\"nonce\":1,\"x\":" + deep + "}}",
                MALFORMED_JSON,
                "the text is not JSON: it is nested too deeply, or has too many parts or a too long name or number");
    }

    @Test
    void a_number_of_a_thousand_digits() {
        fromAgent(ping("1".repeat(1000)), MALFORMED_JSON, "the text is not JSON: it is nested too deeply, or has");
    }

    @Test
    void a_bare_nan() {
        fromAgent(PROGRESS.formatted("\"c\"", "NaN"), MALFORMED_JSON, "the text is not JSON: ");
    }

    @Test
    void a_missing_type() {
        fromAgent("{\"payload\":{}}", MALFORMED_ENVELOPE, "type must be a text");
    }

    @Test
    void a_type_that_is_no_text() {
        fromAgent("{\"type\":7,\"payload\":{}}", MALFORMED_ENVELOPE, "type must be a text");
    }

    @Test
    void a_missing_payload() {
        fromAgent("{\"type\":\"ping\"}", MALFORMED_ENVELOPE, "payload must be an object");
    }

    @Test
    void a_payload_that_is_no_object() {
        fromAgent("{\"type\":\"ping\",\"payload\":null}", MALFORMED_ENVELOPE, "payload must be an object");
        fromAgent("{\"type\":\"ping\",\"payload\":[]}", MALFORMED_ENVELOPE, "payload must be an object");
    }

    @Test
    void an_unknown_type_without_repeating_it() {
        fromAgent("{\"type\":\"<script>\"}", UNKNOWN_TYPE, "no message of this type goes in this direction");
    }

    @Test
    void a_message_in_the_wrong_direction() {
        String cancel = "{\"type\":\"cancel\",\"payload\":{\"command_id\":\"c\"}}";
        fromAgent(cancel, UNKNOWN_TYPE, "no message of this type goes in this direction");
        fromHub("{\"type\":\"hello\",\"payload\":{}}", UNKNOWN_TYPE, "no message of this type goes in this direction");
        onStream("{\"type\":\"hello\"}", UNKNOWN_TYPE, "no message of this type goes in this direction");
    }

    @Test
    void a_missing_text() {
        fromAgent("{\"type\":\"ack\",\"payload\":{}}", INVALID_FIELD, "ack: command_id is missing");
    }

    @Test
    void a_missing_number_is_not_taken_for_zero() {
        fromAgent("{\"type\":\"ping\",\"payload\":{}}", INVALID_FIELD, "ping: nonce is missing, of the wrong type");
    }

    @Test
    void null_for_what_must_be_there() {
        fromAgent(PROGRESS.formatted("null", "0"), INVALID_FIELD, "progress: command_id is missing");
        fromAgent(PROGRESS.formatted("\"c\"", "null"), INVALID_FIELD, "progress: fraction is missing, of the wrong");
        fromAgent(STATUS.formatted("1", "null", ""), INVALID_FIELD, "status: session is missing");
    }

    @Test
    void null_in_a_list_or_map() {
        fromAgent(
                "{\"type\":\"complete\",\"payload\":{\"command_id\":\"c\",\"sessions\":[null]}}",
                INVALID_FIELD,
                "complete: sessions must not contain null");
        fromAgent(
                STATUS.formatted("1", SEEN.replace("\"metadata\":{}", "\"metadata\":{\"k\":null}"), ""),
                INVALID_FIELD,
                "status: session: metadata must not contain null");
    }

    @Test
    void a_number_for_a_text() {
        fromAgent(PROGRESS.formatted("7", "0"), INVALID_FIELD, "progress: command_id is missing, of the wrong type");
    }

    @Test
    void a_text_for_a_number() {
        fromAgent(PROGRESS.formatted("\"c\"", "\"0.5\""), INVALID_FIELD, "progress: fraction is missing, of the wrong");
        fromAgent(ping("\"1\""), INVALID_FIELD, "ping: nonce is missing, of the wrong type");
    }

    @Test
    void a_boolean_for_a_number() {
        fromAgent(ping("true"), INVALID_FIELD, "ping: nonce is missing, of the wrong type");
    }

    @Test
    void a_fraction_for_an_integer() {
        fromAgent(STATUS.formatted("1.9", SEEN, ""), INVALID_FIELD, "status: generation is missing, of the wrong type");
        fromAgent(STATUS.formatted("1e0", SEEN, ""), INVALID_FIELD, "status: generation is missing, of the wrong type");
    }

    @Test
    void an_integer_that_no_reader_keeps_exactly() {
        fromAgent(
                STATUS.formatted("9007199254740992", SEEN, ""),
                INVALID_FIELD,
                "status: generation must be 0 to 9007199254740991");
    }

    @Test
    void an_integer_beyond_64_bits() {
        fromAgent(ping("9223372036854775808"), INVALID_FIELD, "ping: nonce is missing, of the wrong type");
        fromAgent(ping("1e400"), INVALID_FIELD, "ping: nonce is missing, of the wrong type");
    }

    @Test
    void an_integer_below_its_range() {
        fromAgent(STATUS.formatted("-1", SEEN, ""), INVALID_FIELD, "status: generation must be 0 to 9007199254740991");
    }

    @Test
    void an_infinite_number_or_none_at_all() {
        String sentence = "progress: fraction must be a number from 0 to 1, or -1";
        fromAgent(PROGRESS.formatted("\"c\"", "1e400"), INVALID_FIELD, sentence);
        fromAgent(PROGRESS.formatted("\"c\"", "\"NaN\""), INVALID_FIELD, sentence);
        fromAgent(PROGRESS.formatted("\"c\"", "\"-Infinity\""), INVALID_FIELD, sentence);
    }

    @Test
    void an_unknown_constant() {
        String asleep = SEEN.replace("running", "asleep");
        fromAgent(STATUS.formatted("1", asleep, ""), INVALID_FIELD, "status: session.state is missing, of the wrong");
    }

    @Test
    void a_constant_in_upper_case_or_as_a_number() {
        String upper = SEEN.replace("running", "RUNNING");
        fromAgent(STATUS.formatted("1", upper, ""), INVALID_FIELD, "status: session.state is missing, of the wrong");
        String number = SEEN.replace("\"running\"", "1");
        fromAgent(STATUS.formatted("1", number, ""), INVALID_FIELD, "status: session.state is missing, of the wrong");
        String empty = SEEN.replace("running", "");
        fromAgent(STATUS.formatted("1", empty, ""), INVALID_FIELD, "status: session.state is missing, of the wrong");
    }

    @Test
    void an_identifier_with_other_characters() {
        String sentence = "progress: command_id must be 1 to 128 letters, digits, '.', '_', ':' or '-', starting with";
        fromAgent(PROGRESS.formatted("\"../../etc\"", "0"), INVALID_FIELD, sentence);
        fromAgent(PROGRESS.formatted("\"a b\"", "0"), INVALID_FIELD, sentence);
        fromAgent(PROGRESS.formatted("\"\u00e9\"", "0"), INVALID_FIELD, sentence);
        fromAgent(PROGRESS.formatted("\"\"", "0"), INVALID_FIELD, sentence);
        fromAgent(PROGRESS.formatted("\"" + "a".repeat(129) + "\"", "0"), INVALID_FIELD, sentence);
    }

    @Test
    void half_a_surrogate_pair() {
        String sentence = "status: reason must be Unicode text without U+0000";
        fromAgent(STATUS.formatted("1", SEEN, ",\"reason\":\"\\ud83d\""), INVALID_FIELD, sentence);
        fromAgent(STATUS.formatted("1", SEEN, ",\"reason\":\"\\ude00\\ud83d\""), INVALID_FIELD, sentence);
    }

    @Test
    void a_zero_character_which_no_database_stores() {
        fromAgent(
                STATUS.formatted("1", SEEN, ",\"reason\":\"a\\u0000b\""),
                INVALID_FIELD,
                "status: reason must be Unicode text without U+0000");
    }

    @Test
    void a_sentence_that_is_too_long() {
        fromAgent(
                STATUS.formatted("1", SEEN, ",\"reason\":\"" + "x".repeat(1025) + "\""),
                INVALID_FIELD,
                "status: reason must not be longer than 1024 characters");
    }

    @Test
    void the_key_of_a_map_is_not_repeated() {
        fromAgent(
                STATUS.formatted("1", SEEN.replace("\"metadata\":{}", "\"metadata\":{\"secret\":{}}"), ""),
                INVALID_FIELD,
                "status: session.metadata.* is missing, of the wrong type or has an unknown value");
    }

    @Test
    void an_unknown_action() {
        fromHub(
                COMMAND.formatted("1", "\"action\":\"reboot\",\"payload\":{}"),
                INVALID_FIELD,
                "command: action is missing or unknown");
    }

    @Test
    void an_action_on_a_session_that_names_none() {
        fromHub(
                COMMAND.formatted("1", "\"action\":\"stop_session\",\"payload\":{}")
                        .replace("\"session_id\":\"s\",", ""),
                INVALID_FIELD,
                "command: session_id is missing");
    }

    @Test
    void a_time_limit_of_no_time_or_of_years() {
        String stop = "\"action\":\"stop_session\",\"payload\":{}";
        fromHub(COMMAND.formatted("0", stop), INVALID_FIELD, "command: timeout_ms must be 1 to 86400000");
        fromHub(COMMAND.formatted("99999999999", stop), INVALID_FIELD, "command: timeout_ms must be 1 to 86400000");
    }

    @Test
    void a_refusal_with_a_code_that_is_none_of_ours() {
        onStream(
                "{\"type\":\"refused\",\"code\":1006,\"message\":\"m\"}",
                INVALID_FIELD,
                "refused: code must be 4000 to 4999");
    }

    @Test
    void a_step_in_a_stream_that_cannot_be() {
        onStream("{\"type\":\"skip\",\"bytes\":0}", INVALID_FIELD, "skip: bytes must be 1 to ");
        onStream("{\"type\":\"remember\"}", INVALID_FIELD, "remember: viewer is missing");
        onStream("{\"type\":\"suspended\",\"received\":-1}", INVALID_FIELD, "suspended: received must be 0 to ");
        onStream(
                "{\"type\":\"suspended\",\"received\":1,\"position\":\"" + "x".repeat(257) + "\"}",
                INVALID_FIELD,
                "suspended: position must not be longer than 256");
        onStream(
                "{\"type\":\"rejoin\",\"stream_id\":\"str-1\",\"received\":1}",
                INVALID_FIELD,
                "rejoin: resume_key is missing");
        onStream(
                "{\"type\":\"started\",\"stream_id\":\"str-1\",\"resume_key\":\"k\",\"window_bytes\":0,\"resume_ms\":1}",
                INVALID_FIELD,
                "started: window_bytes must be 1 to ");
    }

    @Test
    void a_message_above_the_limit_in_bytes_though_not_in_characters() {
        fromAgent(
                "{\"type\":\"ping\",\"x\":\"" + "\u20ac".repeat(400_000) + "\",\"payload\":{\"nonce\":1}}",
                MESSAGE_TOO_LARGE,
                "a message may have at most 1048576 bytes");
        onStream("{\"type\":\"eof\",\"x\":\"" + "x".repeat(16_384) + "\"}", MESSAGE_TOO_LARGE, "a message may have at");
    }

    private static String ping(String nonce) {
        return "{\"type\":\"ping\",\"payload\":{\"nonce\":" + nonce + "}}";
    }

    private void fromAgent(String text, Code code, String sentence) {
        refused(codec::readAgentMessage, text, code, sentence);
    }

    private void fromHub(String text, Code code, String sentence) {
        refused(codec::readHubMessage, text, code, sentence);
    }

    private void onStream(String text, Code code, String sentence) {
        refused(codec::readStreamMessage, text, code, sentence);
    }

    private static void refused(Function<String, Object> reader, String text, Code code, String sentence) {
        var refusal = catchThrowableOfType(ProtocolException.class, () -> reader.apply(text));

        assertThat(refusal).as("refusal of %.100s", text).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal).hasMessageStartingWith(sentence);
    }
}
