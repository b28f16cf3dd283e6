package io.streamspace.server.rest;

import io.streamspace.hub.Quota;
import io.streamspace.hub.Quotas;
import io.streamspace.protocol.message.Resources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Quotas in memory, which nobody minds. */
final class FakeQuotas implements Quotas {
    private final Map<Quota.Subject, Quota> quotas = new ConcurrentHashMap<>();
    private final Map<String, String> groups = new ConcurrentHashMap<>();

    @Override
    public List<Quota> list() {
        return List.copyOf(quotas.values());
    }

    @Override
    public Optional<Quota> find(Quota.Subject subject) {
        return Optional.ofNullable(quotas.get(subject));
    }

    @Override
    public void put(Quota quota) {
        quotas.put(quota.subject(), quota);
    }

    @Override
    public boolean remove(Quota.Subject subject) {
        return quotas.remove(subject) != null;
    }

    @Override
    public Used used(Quota.Subject subject) {
        return new Used(2, new Resources(1.5, 1L << 30));
    }

    @Override
    public void assign(String user, @Nullable String group) {
        if (group == null) {
            groups.remove(user);
        } else {
            groups.put(user, group);
        }
    }

    @Override
    public Map<String, String> groups() {
        return Map.copyOf(groups);
    }
}
