package io.streamspace.hub.internal;

import io.streamspace.hub.Availability;
import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Template;
import io.streamspace.hub.Templates;
import io.streamspace.hub.internal.store.Database;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The API's templates: each call is one transaction. */
public final class HubTemplates implements Templates {
    private static final Comparator<Template> BY_DISPLAY_NAME = Comparator.comparing(
                    Template::displayName, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Template::name);

    private final Database database;

    public HubTemplates(Database database) {
        this.database = database;
    }

    @Override
    public List<Template> list() {
        return database.call(tx -> tx.templates().list()).stream()
                .sorted(BY_DISPLAY_NAME)
                .toList();
    }

    @Override
    public Optional<Template> find(String name) {
        return database.call(tx -> tx.templates().find(name));
    }

    @Override
    public Template put(Template template) {
        database.run(tx -> tx.templates().put(template));
        return template;
    }

    @Override
    public void remove(String name) {
        database.run(tx -> {
            if (!tx.templates().remove(name)) {
                throw new HubException(Code.TEMPLATE_NOT_FOUND, "There is no template '" + name + "'.");
            }
        });
    }

    @Override
    public Availability availability(Template template) {
        boolean online = database.call(tx -> tx.agents().accepting().stream()
                .anyMatch(
                        agent -> template.platforms().containsKey(agent.agent().platform())));
        if (online) {
            return new Availability.Available();
        }
        var platforms = String.join(" or ", new TreeSet<>(template.platforms().keySet()));
        return new Availability.Unavailable("No agent of platform " + platforms + " is online.");
    }
}
