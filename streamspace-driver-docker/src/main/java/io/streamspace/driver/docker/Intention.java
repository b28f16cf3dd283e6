package io.streamspace.driver.docker;

/** What is wanted of a container, as the end of its name says. */
enum Intention {
    RUN(""),
    HIBERNATE(Names.HIBERNATED),
    STOP(Names.STOPPED);

    private final String suffix;

    Intention(String suffix) {
        this.suffix = suffix;
    }

    String name(String sessionName) {
        return sessionName + suffix;
    }

    static Intention of(String containerName) {
        if (containerName.endsWith(Names.HIBERNATED)) {
            return HIBERNATE;
        }
        return containerName.endsWith(Names.STOPPED) ? STOP : RUN;
    }
}
