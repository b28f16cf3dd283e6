package io.streamspace.hub.internal;

import io.streamspace.hub.Quota;
import io.streamspace.hub.Quotas;
import io.streamspace.hub.internal.store.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The API's quotas: each call is one transaction. */
public final class HubQuotas implements Quotas {
    private final Database database;

    public HubQuotas(Database database) {
        this.database = database;
    }

    @Override
    public List<Quota> list() {
        return database.call(tx -> tx.quotas().list());
    }

    @Override
    public Optional<Quota> find(Quota.Subject subject) {
        return database.call(tx -> tx.quotas().find(subject));
    }

    @Override
    public void put(Quota quota) {
        database.run(tx -> tx.quotas().put(quota));
    }

    @Override
    public boolean remove(Quota.Subject subject) {
        return database.call(tx -> tx.quotas().remove(subject));
    }

    @Override
    public Used used(Quota.Subject subject) {
        return database.call(tx -> tx.quotas().used(subject));
    }

    @Override
    public void assign(String user, @Nullable String group) {
        if (group != null) {
            Names.check(group, "The group's name");
        }
        database.run(tx -> {
            if (group == null) {
                tx.quotas().unassign(user);
            } else {
                tx.quotas().assign(user, group);
            }
        });
    }

    @Override
    public Map<String, String> groups() {
        return database.call(tx -> tx.quotas().groups());
    }
}
