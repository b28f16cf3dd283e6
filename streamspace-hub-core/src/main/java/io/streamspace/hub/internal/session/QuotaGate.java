package io.streamspace.hub.internal.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.streamspace.hub.HubException;
import io.streamspace.hub.HubException.Code;
import io.streamspace.hub.Quota;
import io.streamspace.hub.Quotas.Used;
import io.streamspace.hub.internal.store.QuotaTable;
import io.streamspace.hub.internal.store.Tx;
import io.streamspace.protocol.message.Resources;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses what would take a user or a group beyond a quota. Counts and adds in one transaction, behind a lock of the subject's, so that of
 * several starts at once, on whichever replicas, no more get through than may.
 */
public final class QuotaGate {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaGate.class);
    private static final double MIB = 1 << 20;

    private final Counter refused;

    public QuotaGate(MeterRegistry meters) {
        this.refused = meters.counter("streamspace.sessions.refused", "reason", "quota");
    }

    /** @throws HubException {@code QUOTA_EXCEEDED} with which limit it is, how much of it is used, and what to do */
    void admit(Tx tx, String user, Resources asked) {
        var quotas = tx.quotas();
        quotas.groupOf(user)
                .map(Quota.Subject::group)
                .flatMap(quotas::find)
                .ifPresent(quota -> check(quotas, quota, quota.subject(), asked));
        var own = Quota.Subject.user(user);
        quotas.find(own)
                .or(() -> quotas.find(Quota.Subject.EVERY_USER))
                .ifPresent(quota -> check(quotas, quota, own, asked));
    }

    private void check(QuotaTable quotas, Quota quota, Quota.Subject counted, Resources asked) {
        quotas.lock(counted);
        var used = quotas.used(counted);
        exceeded(quota, used, asked).ifPresent(what -> {
            refused.increment();
            LOG.atInfo()
                    .addKeyValue("kind", counted.kind().wireName())
                    .addKeyValue("name", counted.name())
                    .addKeyValue("sessions", used.sessions())
                    .log("session refused by a quota");
            throw new HubException(Code.QUOTA_EXCEEDED, who(counted) + what + whatToDo(counted));
        });
    }

    private static Optional<String> exceeded(Quota quota, Used used, Resources asked) {
        if (quota.maxSessions() != null && used.sessions() + 1 > quota.maxSessions()) {
            return Optional.of(
                    " may run " + sessions(quota.maxSessions()) + " at once and has " + used.sessions() + ".");
        }
        if (quota.maxCpu() != null && used.resources().cpu() + asked.cpu() > quota.maxCpu()) {
            return Optional.of(" may use " + cores(quota.maxCpu()) + " at once and uses "
                    + cores(used.resources().cpu()) + "; this session asks for " + cores(asked.cpu()) + ".");
        }
        if (quota.maxMemoryBytes() != null
                && used.resources().memoryBytes() + asked.memoryBytes() > quota.maxMemoryBytes()) {
            return Optional.of(" may use " + memory(quota.maxMemoryBytes()) + " of memory at once and uses "
                    + memory(used.resources().memoryBytes()) + "; this session asks for " + memory(asked.memoryBytes())
                    + ".");
        }
        return Optional.empty();
    }

    private static String who(Quota.Subject subject) {
        return switch (subject.kind()) {
            case USER, EVERY_USER -> "'" + subject.name() + "'";
            case GROUP -> "The group '" + subject.name() + "'";
        };
    }

    private static String whatToDo(Quota.Subject subject) {
        return switch (subject.kind()) {
            case USER, EVERY_USER -> " End or hibernate a session first, or ask an administrator for more.";
            case GROUP -> " Wait until a session of the group ends, or ask an administrator for more.";
        };
    }

    private static String sessions(int number) {
        return number == 1 ? "1 session" : number + " sessions";
    }

    private static String cores(double cpu) {
        if (cpu == 1) {
            return "1 core";
        }
        return String.format(Locale.ROOT, cpu == Math.rint(cpu) ? "%.0f cores" : "%.2f cores", cpu);
    }

    private static String memory(long bytes) {
        return String.format(Locale.ROOT, "%.0f MiB", bytes / MIB);
    }
}
