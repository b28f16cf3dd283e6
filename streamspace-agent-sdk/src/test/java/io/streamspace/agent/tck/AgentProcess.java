package io.streamspace.agent.tck;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.streamspace.agent.Agent;
import io.streamspace.agent.internal.ThreadLoop;
import io.streamspace.agent.internal.transport.TunnelTransport;
import io.streamspace.agent.spi.AgentLoop;
import io.streamspace.agent.spi.AgentTransport;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An agent that can be killed. Its loop, workers and sockets are its own, so that they can be taken away without a goodbye, as a killed
 * process leaves its hub; only the driver's calls that are under way end by an interrupt, since the JVM cannot end a thread.
 */
final class AgentProcess {
    private final AgentLoop loop = new ThreadLoop("tck-agent");
    private final ExecutorService workers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("tck-call-", 0).factory());
    private final AgentTransport transport = new TunnelTransport(new CompositeMeterRegistry());
    private final CallWatch driver;
    private final Agent agent;

    AgentProcess(String agentId, String platform, String hubUrl, CallWatch driver) {
        this.driver = driver;
        agent = Agent.builder()
                .id(agentId)
                .controlPlane(hubUrl)
                .key("tck")
                .driver(platform, driver)
                .listInterval(Duration.ofSeconds(1))
                .loop(loop)
                .workers(workers)
                .transport(transport)
                .build();
        agent.start();
    }

    CallWatch driver() {
        return driver;
    }

    Agent agent() {
        return agent;
    }

    /** Ends it as {@code kill -9} would: nothing is said, nothing is finished. The driver is left as it is. */
    void kill() {
        loop.close();
        workers.shutdownNow();
        transport.close();
    }

    void close() {
        agent.close();
        workers.shutdownNow();
    }
}
