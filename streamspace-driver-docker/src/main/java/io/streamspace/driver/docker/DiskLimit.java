package io.streamspace.driver.docker;

import com.github.dockerjava.api.model.Info;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this engine can hold a session to a size on disk. Only some storage drivers can: overlay2 on XFS with project quotas, btrfs and zfs. The
 * engine does not tell of the quotas, so the first attempt does.
 */
final class DiskLimit {
    private static final Logger LOG = LoggerFactory.getLogger(DiskLimit.class);
    private static final List<String> ALWAYS = List.of("btrfs", "zfs");

    private final String storage;
    private volatile boolean possible;

    DiskLimit(Info info) {
        String backing = info.getDriverStatuses() == null
                ? ""
                : info.getDriverStatuses().stream()
                        .filter(row -> row.size() == 2 && row.getFirst().equals("Backing Filesystem"))
                        .map(List::getLast)
                        .findFirst()
                        .orElse("");
        storage = info.getDriver() + (backing.isEmpty() ? "" : " on " + backing);
        possible = ALWAYS.contains(info.getDriver()) || "overlay2".equals(info.getDriver()) && backing.equals("xfs");
    }

    boolean isPossible() {
        return possible;
    }

    /** Whether the engine refused for lack of quotas; it is not asked again then. */
    boolean wasRefused(String said) {
        if (possible && said.contains("storage-opt")) {
            possible = false;
            return true;
        }
        return false;
    }

    /** What operators and users see of a session whose template asks for a limit. */
    Map<String, String> facts(TemplateOptions template, String sessionId) {
        if (template.diskBytes() == 0) {
            return Map.of();
        }
        if (!possible) {
            LOG.atWarn()
                    .addKeyValue("sessionId", sessionId)
                    .addKeyValue("storage", storage)
                    .log(
                            "The session's disk limit is not enforced: this engine's storage cannot (overlay2 on XFS with pquota, btrfs and zfs can)");
            return Map.of("disk_limit", "not enforced: " + storage + " cannot");
        }
        return Map.of("disk_limit", template.diskBytes() + " bytes");
    }
}
