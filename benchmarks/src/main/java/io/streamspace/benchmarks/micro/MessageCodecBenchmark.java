package io.streamspace.benchmarks.micro;

import io.streamspace.protocol.MessageCodec;
import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.AgentStatus;
import io.streamspace.protocol.message.Capacity;
import io.streamspace.protocol.message.Heartbeat;
import io.streamspace.protocol.message.Resources;
import io.streamspace.protocol.stream.StreamMessage;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The most frequent message of the link, and the one that stands at the beginning of each stream. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MessageCodecBenchmark {
    private static final int WINDOW = 1 << 20;

    private final MessageCodec codec = new MessageCodec(() -> Instant.EPOCH);
    private final AgentMessage heartbeat =
            new Heartbeat(AgentStatus.ONLINE, 12, new Capacity(40, 16, 64L << 30), new Resources(9.5, 24L << 30), 4);
    private final StreamMessage open =
            new StreamMessage.Open("stream-1234567890", "sess-1234567890", "vnc", "k".repeat(43), WINDOW, null);
    private final String heartbeatText = codec.write(heartbeat);
    private final String openText = codec.write(open);

    @Benchmark
    public String writeHeartbeat() {
        return codec.write(heartbeat);
    }

    @Benchmark
    public AgentMessage readHeartbeat() {
        return codec.readAgentMessage(heartbeatText);
    }

    @Benchmark
    public String writeOpen() {
        return codec.write(open);
    }

    @Benchmark
    public StreamMessage readOpen() {
        return codec.readStreamMessage(openText);
    }
}
