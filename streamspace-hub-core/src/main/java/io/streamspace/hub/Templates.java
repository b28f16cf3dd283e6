package io.streamspace.hub;

import java.util.List;
import java.util.Optional;

/**
 * The templates. All calls block on the database for some milliseconds, may come from any thread, and throw {@link HubException}
 * ({@code UNAVAILABLE} while the database cannot be reached). Sessions keep the template as it was when they were asked for.
 */
public interface Templates {
    /** Sorted by display name. */
    List<Template> list();

    Optional<Template> find(String name);

    /** Stores a template under its name, in the place of one that was there. */
    Template put(Template template);

    /** Removes a template; its sessions stay. @throws HubException {@code TEMPLATE_NOT_FOUND} */
    void remove(String name);

    /** Whether a session of the template could start now, by the platforms of the agents that are online. */
    Availability availability(Template template);
}
