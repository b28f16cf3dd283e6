package io.streamspace.hub.internal.reconcile;

import io.streamspace.hub.ParamType;
import io.streamspace.hub.Template;
import io.streamspace.hub.internal.secret.SecretValues;
import io.streamspace.hub.internal.secret.UnreadableSecretException;
import io.streamspace.hub.internal.secret.Vault;
import io.streamspace.hub.internal.store.Database;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Tx;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings every stored secret value under the present key when a hub starts: those that an earlier version left in clear, and those of older
 * keys, so that an older key can be taken away after one start. What cannot be opened stays as it is, for the day its key is back.
 */
public final class SecretSealing {
    private static final Logger LOG = LoggerFactory.getLogger(SecretSealing.class);

    private final Database database;
    private final Vault vault;

    public SecretSealing(Database database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** Blocks. */
    public void run() {
        var clear = database.callOnce(this::inClear);
        if (vault.sealingKey().isEmpty()) {
            if (!clear.isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("sessions", clear.size())
                        .log("secret parameters of an earlier version are stored in clear: set SECRET_KEYS");
            }
            reportUnreadable(
                    database.callOnce(tx -> tx.secrets().sealedOtherwise("")).size());
            return;
        }
        clear.forEach(this::seal);
        var old = database.callOnce(
                tx -> tx.secrets().sealedOtherwise(vault.sealingKey().orElseThrow()));
        long unreadable = old.stream().filter(session -> !renew(session)).count();
        reportUnreadable(unreadable);
        if (clear.size() + old.size() > unreadable) {
            LOG.atInfo()
                    .addKeyValue("sessions", clear.size() + old.size() - unreadable)
                    .log("secret parameters are sealed with the present key");
        }
    }

    private static void reportUnreadable(long sessions) {
        if (sessions > 0) {
            LOG.atError()
                    .addKeyValue("sessions", sessions)
                    .log("secret parameters of sessions cannot be read, so these can neither wake nor start again:"
                            + " a key that sealed them is missing from SECRET_KEYS");
        }
    }

    private record Clear(String sessionId, SecretValues values) {}

    private List<Clear> inClear(Tx tx) {
        var templates = tx.templates().list().stream()
                .filter(template -> template.params().stream().anyMatch(param -> param.type() == ParamType.SECRET))
                .collect(Collectors.toMap(Template::name, Function.identity()));
        return tx.secrets().notSealed(templates.keySet()).stream()
                .map(session -> new Clear(
                        session.id(),
                        SecretValues.of(
                                Objects.requireNonNull(
                                        templates.get(session.session().template())),
                                session.plan().spec().params())))
                .filter(clear -> !clear.values.areNone())
                .toList();
    }

    private void seal(Clear clear) {
        database.runOnce(tx -> tx.sessions()
                .hold(clear.sessionId)
                // Another replica that starts may have been first.
                .filter(session -> session.plan().secrets() == null)
                .ifPresent(session -> reseal(tx, session, clear.values)));
    }

    private void reseal(Tx tx, StoredSession session, SecretValues values) {
        tx.secrets().reseal(session, values.takeFrom(session.plan().spec()), vault.seal(session.id(), values));
    }

    /** False where it cannot be opened. */
    private boolean renew(StoredSession session) {
        var sealed = session.plan().secrets();
        if (sealed == null) {
            return true;
        }
        try {
            var values = vault.open(session.id(), sealed);
            database.runOnce(tx -> tx.sessions()
                    .hold(session.id())
                    // Another replica that starts may have been first, or the session is over and keeps none.
                    .filter(held -> sealed.equals(held.plan().secrets()))
                    .ifPresent(held -> reseal(tx, held, values)));
            return true;
        } catch (UnreadableSecretException e) {
            LOG.atDebug()
                    .addKeyValue("sessionId", session.id())
                    .addKeyValue("key", sealed.key())
                    .log("secret parameters cannot be opened");
            return false;
        }
    }
}
