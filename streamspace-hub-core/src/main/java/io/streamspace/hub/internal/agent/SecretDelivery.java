package io.streamspace.hub.internal.agent;

import io.streamspace.hub.Session;
import io.streamspace.hub.internal.secret.SecretValues;
import io.streamspace.hub.internal.secret.UnreadableSecretException;
import io.streamspace.hub.internal.secret.Vault;
import io.streamspace.hub.internal.store.StoredCommand;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.state.CommandEvent;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a session's secret values into the command that is about to be sent; the one place where they are opened
 * (docs/decisions/0091-secret-parameters-are-sealed.md).
 */
public final class SecretDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(SecretDelivery.class);
    private static final String UNREADABLE = "secrets_unreadable";

    private final Vault vault;
    private final CommandReports commands;

    public SecretDelivery(Vault vault, CommandReports commands) {
        this.vault = vault;
        this.commands = commands;
    }

    /** The command as the agent gets it; empty where it has failed, with its session, since its secrets cannot be opened. */
    Optional<StoredCommand> open(Tx tx, StoredCommand command) {
        return switch (command.payload()) {
            case CommandPayload.StartSession start ->
                filled(tx, command, values -> new CommandPayload.StartSession(values.addTo(start.spec())));
            case CommandPayload.WakeSession wake ->
                filled(tx, command, values -> new CommandPayload.WakeSession(wake.handle(), values.addTo(wake.spec())));
            case CommandPayload.StopSession stop -> Optional.of(command);
            case CommandPayload.HibernateSession hibernate -> Optional.of(command);
            case CommandPayload.ListSessions list -> Optional.of(command);
            case CommandPayload.GetSession get -> Optional.of(command);
        };
    }

    private Optional<StoredCommand> filled(
            Tx tx, StoredCommand command, Function<SecretValues, CommandPayload> payload) {
        var session = Optional.ofNullable(command.sessionId()).flatMap(tx.sessions()::find);
        var sealed = session.map(stored -> stored.plan().secrets());
        if (session.isEmpty() || sealed.isEmpty()) {
            return Optional.of(command);
        }
        try {
            var values = vault.open(session.get().id(), sealed.get());
            return Optional.of(command.with(payload.apply(values)));
        } catch (UnreadableSecretException e) {
            LOG.atError()
                    .addKeyValue("commandId", command.id())
                    .addKeyValue("sessionId", command.sessionId())
                    .addKeyValue("key", sealed.get().key())
                    .log("secret parameters cannot be opened, so the session does not start");
            var failure = new Session.Failure(UNREADABLE, String.valueOf(e.getMessage()));
            commands.failed(tx, command, CommandEvent.FAILED, failure);
            return Optional.empty();
        }
    }
}
