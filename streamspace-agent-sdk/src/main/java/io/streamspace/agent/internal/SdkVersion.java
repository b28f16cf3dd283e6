package io.streamspace.agent.internal;

import java.util.Objects;

/** This build's version, from its jar's manifest. */
final class SdkVersion {
    static final String VALUE =
            Objects.requireNonNullElse(SdkVersion.class.getPackage().getImplementationVersion(), "unpackaged");

    private SdkVersion() {}
}
