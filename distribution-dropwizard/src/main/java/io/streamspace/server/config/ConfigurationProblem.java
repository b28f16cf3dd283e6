package io.streamspace.server.config;

import java.util.List;

/** The server cannot start as it is configured; the message is for the operator and lists everything that is wrong. */
public final class ConfigurationProblem extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public ConfigurationProblem(List<String> sentences) {
        super(String.join(System.lineSeparator(), sentences));
    }
}
