package io.streamspace.driver.k8s;

import java.util.Locale;

/** What is wanted of a session, as its Deployment's annotation and number of replicas say. */
enum Intention {
    /** Its parts are being made; no pod yet. */
    PREPARE(0),
    RUN(1),
    HIBERNATE(0),
    STOP(0);

    private final int replicas;

    Intention(int replicas) {
        this.replicas = replicas;
    }

    int replicas() {
        return replicas;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What somebody else wrote counts as stopped: nothing is run that nobody asked for. */
    static Intention of(String text) {
        for (Intention intention : values()) {
            if (intention.text().equals(text)) {
                return intention;
            }
        }
        return STOP;
    }
}
