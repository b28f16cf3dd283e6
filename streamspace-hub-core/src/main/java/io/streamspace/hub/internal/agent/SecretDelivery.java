package io.streamspace.hub.internal.agent;

import io.streamspace.hub.Session;
import io.streamspace.hub.internal.secret.Sealed;
import io.streamspace.hub.internal.secret.SecretValues;
import io.streamspace.hub.internal.secret.UnreadableSecretException;
import io.streamspace.hub.internal.secret.Vault;
import io.streamspace.hub.internal.store.StoredCommand;
import io.streamspace.hub.internal.store.StoredSession;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.message.CommandPayload;
import io.streamspace.protocol.state.CommandEvent;
import java.util.Optional;
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
        var sealed = sealed(tx, command);
        if (sealed.isEmpty() || command.sessionId() == null) {
            return Optional.of(command);
        }
        try {
            var values = vault.open(command.sessionId(), sealed.get());
            return Optional.of(command.with(filled(command.payload(), values)));
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

    private static Optional<Sealed> sealed(Tx tx, StoredCommand command) {
        return switch (command.payload()) {
            case CommandPayload.StartSession ignored -> ofSession(tx, command);
            case CommandPayload.WakeSession ignored -> ofSession(tx, command);
            case CommandPayload.StopSession ignored -> Optional.empty();
            case CommandPayload.HibernateSession ignored -> Optional.empty();
            case CommandPayload.ListSessions ignored -> Optional.empty();
            case CommandPayload.GetSession ignored -> Optional.empty();
        };
    }

    private static Optional<Sealed> ofSession(Tx tx, StoredCommand command) {
        return Optional.ofNullable(command.sessionId())
                .flatMap(tx.sessions()::find)
                .map(StoredSession::plan)
                .flatMap(plan -> Optional.ofNullable(plan.secrets()));
    }

    private static CommandPayload filled(CommandPayload payload, SecretValues values) {
        return switch (payload) {
            case CommandPayload.StartSession start -> new CommandPayload.StartSession(values.addTo(start.spec()));
            case CommandPayload.WakeSession wake ->
                new CommandPayload.WakeSession(wake.handle(), values.addTo(wake.spec()));
            case CommandPayload.StopSession stop -> stop;
            case CommandPayload.HibernateSession hibernate -> hibernate;
            case CommandPayload.ListSessions list -> list;
            case CommandPayload.GetSession get -> get;
        };
    }
}
