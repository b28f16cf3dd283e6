package io.streamspace.simulation;

import io.streamspace.hub.HubSettingsBuilder;
import io.streamspace.simulation.SimulatedAgent.Drivers;
import io.streamspace.simulation.SimulatedLink.MessageFilter;
import java.util.function.UnaryOperator;

/** What a simulation changes about hub, agents and network in order to be caught; usually nothing. */
record Bugs(Drivers drivers, MessageFilter messages, UnaryOperator<HubSettingsBuilder> settings) {
    static final Bugs NONE = new Bugs(SimulatedDriver::new, (fromAgent, text) -> true, UnaryOperator.identity());

    Bugs withDrivers(Drivers others) {
        return new Bugs(others, messages, settings);
    }

    Bugs withMessages(MessageFilter others) {
        return new Bugs(drivers, others, settings);
    }

    Bugs withSettings(UnaryOperator<HubSettingsBuilder> others) {
        return new Bugs(drivers, messages, others);
    }
}
