package io.streamspace.server.catalogue;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.streamspace.hub.HubException;
import io.streamspace.hub.SessionLimits;
import io.streamspace.hub.Template;
import io.streamspace.hub.ViewerLimits;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec.Endpoint;
import io.streamspace.protocol.message.SessionSpec.Geometry;
import io.streamspace.server.config.Durations;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One template as a YAML document. A field that is not known is refused, since it is most often a slip of the pen. */
record TemplateFile(
        @Nullable String apiVersion,
        @Nullable String kind,
        @Nullable Metadata metadata,
        @Nullable Spec spec) {
    private static final String API_VERSION = "stream.space/v1alpha1";
    private static final String KIND = "Template";
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    record Metadata(@Nullable String name) {}

    record Spec(
            @Nullable String displayName,
            @JsonSetter(nulls = Nulls.AS_EMPTY) String description,
            @Nullable String icon,
            @Nullable String category,

            @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.AS_EMPTY)
            Map<String, String> platforms,

            @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.FAIL)
            List<Endpoint> endpoints,

            @Nullable Demand resources,

            @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.AS_EMPTY)
            Map<String, String> env,

            @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.FAIL)
            List<String> command,

            @Nullable Geometry geometry,

            @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.FAIL)
            List<ParamEntry> params,

            boolean persistentHome,

            @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.AS_EMPTY)
            Map<String, String> options,

            @Nullable String idleTimeout,
            @Nullable String maxSessionDuration,
            @Nullable ViewerPolicyFile viewerPolicy,

            @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.FAIL)
            List<String> tags) {}

    /**
     * Reads a template.
     *
     * @param origin the file's name, for the error; empty where it came another way
     * @throws HubException {@code INVALID_REQUEST} with what is wrong and where
     */
    static Template read(InputStream yaml, String origin) {
        String file = origin.isEmpty() ? "" : "Template file " + origin + ": ";
        try {
            TemplateFile read = YAML.readValue(yaml, TemplateFile.class);
            if (read == null) {
                throw wrong("the document is empty");
            }
            return read.toTemplate();
        } catch (HubException e) {
            throw new HubException(e.code(), file + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            throw new HubException(HubException.Code.INVALID_REQUEST, file + sentence(e), e);
        } catch (IOException e) {
            throw new HubException(HubException.Code.INVALID_REQUEST, file + "it cannot be read: " + e.getMessage(), e);
        }
    }

    private Template toTemplate() {
        if (!API_VERSION.equals(apiVersion) || !KIND.equals(kind)) {
            throw wrong("apiVersion must be " + API_VERSION + " and kind must be " + KIND);
        }
        Spec given = needed(spec, "spec");
        return new Template(
                needed(needed(metadata, "metadata").name(), "metadata.name"),
                needed(given.displayName(), "spec.displayName"),
                given.description(),
                given.icon(),
                given.category(),
                given.platforms(),
                given.endpoints(),
                given.resources() == null
                        ? Resources.NONE
                        : given.resources().toResources().orElseThrow(() -> wrong("spec.resources." + Demand.GOOD)),
                given.env(),
                given.command(),
                given.geometry(),
                given.params().stream().map(ParamEntry::toParam).toList(),
                given.persistentHome(),
                given.options(),
                new SessionLimits(
                        duration("spec.idleTimeout", given.idleTimeout()),
                        duration("spec.maxSessionDuration", given.maxSessionDuration())),
                given.viewerPolicy() == null
                        ? ViewerLimits.NONE
                        : given.viewerPolicy().toLimits(),
                given.tags());
    }

    private static @Nullable Duration duration(String field, @Nullable String value) {
        return value == null
                ? null
                : Durations.parse(value)
                        .orElseThrow(() -> wrong(field + " must be a duration such as 30s, 5m, 1h or PT30M"));
    }

    private static <T> T needed(@Nullable T value, String field) {
        if (value == null) {
            throw wrong(field + " is missing");
        }
        return value;
    }

    private static String sentence(JsonProcessingException e) {
        // Of a field that is not known the reader tells only when its whole object is read, which would be the wrong
        // line.
        boolean late = e instanceof UnrecognizedPropertyException;
        String line =
                late || e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
        return line + fault(e);
    }

    private static String fault(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return path(unknown) + " is no field here. " + known(unknown);
        }
        if (e instanceof ValueInstantiationException refused && refused.getCause() != null) {
            // The rule that the value broke, in its own words.
            return path(refused) + ": " + refused.getCause().getMessage() + ".";
        }
        if (e instanceof InvalidFormatException wrong) {
            return path(wrong) + " cannot be '" + wrong.getValue() + "'.";
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return path(mapping) + " has the wrong form.";
        }
        return "this is no YAML: " + e.getOriginalMessage().lines().findFirst().orElse("") + ".";
    }

    private static String known(UnrecognizedPropertyException unknown) {
        return unknown.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .sorted()
                .collect(Collectors.joining(", ", "Fields are ", "."));
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(part -> part.getFieldName() == null
                        ? Integer.toString(part.getIndex())
                        : Objects.toString(part.getFieldName()))
                .collect(Collectors.joining("."));
    }

    static HubException wrong(String what) {
        return new HubException(HubException.Code.INVALID_REQUEST, what + ".");
    }
}
