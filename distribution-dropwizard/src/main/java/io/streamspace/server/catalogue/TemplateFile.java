package io.streamspace.server.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.streamspace.hub.HubException;
import io.streamspace.hub.Template;
import io.streamspace.hub.ViewerLimits;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.message.SessionSpec.Endpoint;
import io.streamspace.protocol.message.SessionSpec.Geometry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One template as a YAML document. A field that is not known is refused, since it is most often a slip of the pen. */
record TemplateFile(String apiVersion, String kind, Metadata metadata, Spec spec) {
    private static final String API_VERSION = "stream.space/v1alpha1";
    private static final String KIND = "Template";
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    record Metadata(String name) {}

    record Parameter(
            String name,
            String label,
            @JsonProperty("default") @Nullable String defaultValue,
            boolean required,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> choices) {}

    record Spec(
            String displayName,
            @JsonSetter(nulls = Nulls.AS_EMPTY) String description,
            @Nullable String icon,
            @Nullable String category,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> platforms,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<Endpoint> endpoints,
            @Nullable Resources resources,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> env,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> command,
            @Nullable Geometry geometry,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<Parameter> params,
            boolean persistentHome,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Map<String, String> options,
            @Nullable ViewerPolicyFile viewerPolicy) {}

    /**
     * Reads a template.
     *
     * @param origin the file's name, for the error
     * @throws HubException {@code INVALID_REQUEST} with what is wrong and where
     */
    static Template read(InputStream yaml, String origin) {
        try {
            return YAML.readValue(yaml, TemplateFile.class).toTemplate(origin);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw wrong(origin, "line " + line + " cannot be read: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw wrong(origin, "the file cannot be read: " + e.getMessage());
        }
    }

    private Template toTemplate(String origin) {
        if (!API_VERSION.equals(apiVersion) || !KIND.equals(kind)) {
            throw wrong(origin, "apiVersion must be " + API_VERSION + " and kind must be " + KIND);
        }
        if (metadata == null || spec == null) {
            throw wrong(origin, "metadata and spec are needed");
        }
        return new Template(
                metadata.name(),
                spec.displayName(),
                spec.description(),
                spec.icon(),
                spec.category(),
                spec.platforms(),
                spec.endpoints(),
                spec.resources() == null ? Resources.NONE : spec.resources(),
                spec.env(),
                spec.command(),
                spec.geometry(),
                spec.params().stream()
                        .map(p -> new Template.Param(p.name(), p.label(), p.defaultValue(), p.required(), p.choices()))
                        .toList(),
                spec.persistentHome(),
                spec.options(),
                spec.viewerPolicy() == null ? ViewerLimits.NONE : spec.viewerPolicy().toLimits());
    }

    private static HubException wrong(String origin, String what) {
        return new HubException(HubException.Code.INVALID_REQUEST, "Template file " + origin + ": " + what + ".");
    }
}
