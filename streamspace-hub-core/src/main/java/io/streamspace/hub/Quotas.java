package io.streamspace.hub;

import io.streamspace.protocol.message.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much each user and each group may run at once. A start, restart or wake beyond a quota is refused with {@code QUOTA_EXCEEDED}; what runs
 * already goes on when a quota is lowered. All calls block on the database for some milliseconds and may come from any thread.
 */
public interface Quotas {
    /**
     * What the living sessions of a quota's subject take.
     *
     * @param resources what they ask for together
     */
    record Used(int sessions, Resources resources) {}

    /** All of them, sorted by kind and name. */
    List<Quota> list();

    Optional<Quota> find(Quota.Subject subject);

    /** Sets or replaces the quota of its subject. */
    void put(Quota quota);

    /** Removes a quota; false where there is none. */
    boolean remove(Quota.Subject subject);

    /** What counts against a quota now; nothing for {@code EVERY_USER}, who have no books together. */
    Used used(Quota.Subject subject);

    /** Puts a user into a group, out of the one before; null for none. */
    void assign(String user, @Nullable String group);

    /** The groups of those users who have one. */
    Map<String, String> groups();
}
