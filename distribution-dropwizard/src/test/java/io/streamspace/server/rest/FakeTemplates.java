package io.streamspace.server.rest;

import io.streamspace.hub.Availability;
import io.streamspace.hub.HubException;
import io.streamspace.hub.Template;
import io.streamspace.hub.Templates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** Templates in memory; those for the platform {@code nowhere} are not available. */
final class FakeTemplates implements Templates {
    private final Map<String, Template> templates = new ConcurrentSkipListMap<>();

    @Override
    public List<Template> list() {
        return List.copyOf(templates.values());
    }

    @Override
    public Optional<Template> find(String name) {
        return Optional.ofNullable(templates.get(name));
    }

    @Override
    public Template put(Template template) {
        templates.put(template.name(), template);
        return template;
    }

    @Override
    public void remove(String name) {
        if (templates.remove(name) == null) {
            throw new HubException(HubException.Code.TEMPLATE_NOT_FOUND, "There is no template " + name + ".");
        }
    }

    @Override
    public Availability availability(Template template) {
        return template.platforms().containsKey("nowhere")
                ? new Availability.Unavailable("No agent of the platform nowhere is online.")
                : new Availability.Available();
    }
}
