package io.streamspace.server;

import io.streamspace.protocol.ProtocolVersion;
import picocli.CommandLine.IVersionProvider;

/** What this build is. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String build = StreamSpace.class.getPackage().getImplementationVersion();
        return new String[] {
            "StreamSpace " + (build == null ? "(not packaged)" : build),
            "Agent protocol " + ProtocolVersion.CURRENT.number() + " of " + ProtocolVersion.CURRENT.since(),
            "Java " + Runtime.version()
        };
    }
}
