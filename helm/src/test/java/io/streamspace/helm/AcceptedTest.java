package io.streamspace.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.streamspace.protocol.testing.RequiresKubernetes;
import io.streamspace.server.e2e.TestNamespace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An API server would take every object that the chart renders, whole: a field that it does not know, it would drop without a word. */
@RequiresKubernetes
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AcceptedTest {
    /** Of operators that a cluster may lack. */
    private static final Set<String> OF_OTHERS = Set.of("ServiceMonitor");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestNamespace namespace = new TestNamespace();
    private final KubernetesClient client = namespace.client();

    @AfterAll
    void removeNamespace() {
        namespace.close();
    }

    static Stream<Path> sets() {
        return Stream.concat(Chart.valueSets().stream(), ManifestsTest.valueSets());
    }

    @ParameterizedTest
    @MethodSource("sets")
    void the_api_server_takes_all_that_is_rendered(Path values) {
        var version = client.getKubernetesVersion();
        String rendered = Chart.template(
                        version.getMajor() + "." + version.getMinor().replaceAll("\\D", "") + ".0")
                .withValuesFile(values)
                .call();

        List<JsonNode> sent = Chart.objects(rendered).stream()
                .filter(object -> !OF_OTHERS.contains(object.path("kind").asText()))
                .toList();
        assertThat(sent)
                .isNotEmpty()
                .allSatisfy(object -> assertThat(dropped(object, taken(object)))
                        .as(object.path("kind").asText() + " "
                                + object.at("/metadata/name").asText())
                        .isEmpty());
    }

    private JsonNode taken(JsonNode object) {
        var resource = JSON.convertValue(object, GenericKubernetesResource.class);
        // Some are for a namespace that their reader has and this cluster has not.
        resource.getMetadata().setNamespace(namespace.name());
        return JSON.valueToTree(client.resource(resource)
                .inNamespace(namespace.name())
                .dryRun(true)
                .create());
    }

    /** Places of what was sent and did not come back. */
    private static List<String> dropped(JsonNode sent, JsonNode taken) {
        var places = new ArrayList<String>();
        ((ObjectNode) sent.path("metadata")).remove("namespace");
        compare("", sent, taken, places);
        return places;
    }

    /** What is empty, null, false or 0 may be left out by the server. */
    private static boolean saysSomething(JsonNode sent) {
        return sent.isContainerNode()
                ? !sent.isEmpty()
                : !Set.of("", "null", "false", "0").contains(sent.asText());
    }

    private static void compare(String place, JsonNode sent, JsonNode taken, List<String> places) {
        if (taken.isMissingNode() && saysSomething(sent)) {
            places.add(place);
        }
        sent.properties()
                .forEach(field ->
                        compare(place + "/" + field.getKey(), field.getValue(), taken.path(field.getKey()), places));
        for (int i = 0; i < (sent.isArray() ? sent.size() : 0); i++) {
            compare(place + "/" + i, sent.get(i), taken.path(i), places);
        }
    }
}
