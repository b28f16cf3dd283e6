package io.streamspace.server.rest;

import io.streamspace.hub.Quota;
import io.streamspace.hub.Quotas;
import io.streamspace.protocol.message.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Quota} in the API, with what is used of it.
 *
 * @param kind for whom it is: {@code group}, {@code every_user}, or one user
 */
record QuotaJson(
        String kind,
        @Nullable String name,
        @Nullable Integer maxSessions,
        @Nullable Double maxCpu,
        @Nullable String maxMemory,
        @Nullable Used used) {
    record Used(int sessions, double cpu, @Nullable String memory) {}

    static QuotaJson of(Quota quota, Quotas quotas) {
        boolean everyUser = quota.subject().kind() == Quota.Kind.EVERY_USER;
        return new QuotaJson(
                quota.subject().kind().wireName(),
                everyUser ? null : quota.subject().name(),
                quota.maxSessions(),
                quota.maxCpu(),
                quota.maxMemoryBytes() == null ? null : ByteSize.format(quota.maxMemoryBytes()),
                everyUser ? null : used(quotas.used(quota.subject())));
    }

    private static Used used(Quotas.Used used) {
        return new Used(
                used.sessions(),
                used.resources().cpu(),
                ByteSize.format(used.resources().memoryBytes()));
    }
}
