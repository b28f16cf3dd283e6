package io.streamspace.protocol;

import io.streamspace.protocol.message.AgentMessage;
import io.streamspace.protocol.message.Command;
import io.streamspace.protocol.message.CommandAck;
import io.streamspace.protocol.message.CommandCancel;
import io.streamspace.protocol.message.CommandComplete;
import io.streamspace.protocol.message.CommandFailed;
import io.streamspace.protocol.message.CommandProgress;
import io.streamspace.protocol.message.ErrorReport;
import io.streamspace.protocol.message.Heartbeat;
import io.streamspace.protocol.message.Hello;
import io.streamspace.protocol.message.HubMessage;
import io.streamspace.protocol.message.Ping;
import io.streamspace.protocol.message.Pong;
import io.streamspace.protocol.message.SessionStatus;
import io.streamspace.protocol.message.Shutdown;
import io.streamspace.protocol.message.StreamRequest;
import io.streamspace.protocol.message.Welcome;
import io.streamspace.protocol.stream.StreamMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Wire names of the messages, one table per direction. */
final class MessageTypes<T> {
    static final MessageTypes<AgentMessage> AGENT = new MessageTypes<AgentMessage>()
            .with("hello", Hello.class)
            .with("heartbeat", Heartbeat.class)
            .with("ack", CommandAck.class)
            .with("progress", CommandProgress.class)
            .with("complete", CommandComplete.class)
            .with("failed", CommandFailed.class)
            .with("status", SessionStatus.class)
            .with("ping", Ping.class)
            .with("pong", Pong.class)
            .with("error", ErrorReport.class);

    static final MessageTypes<HubMessage> HUB = new MessageTypes<HubMessage>()
            .with("welcome", Welcome.class)
            .with("command", Command.class)
            .with("cancel", CommandCancel.class)
            .with("stream_request", StreamRequest.class)
            .with("shutdown", Shutdown.class)
            .with("ping", Ping.class)
            .with("pong", Pong.class)
            .with("error", ErrorReport.class);

    static final MessageTypes<StreamMessage> STREAM = new MessageTypes<StreamMessage>()
            .with("ready", StreamMessage.Ready.class)
            .with("open", StreamMessage.Open.class)
            .with("opened", StreamMessage.Opened.class)
            .with("refused", StreamMessage.Refused.class)
            .with("ack", StreamMessage.Ack.class)
            .with("eof", StreamMessage.Eof.class)
            .with("resume", StreamMessage.Resume.class)
            .with("resumed", StreamMessage.Resumed.class)
            .with("gone", StreamMessage.Gone.class)
            .with("suspend", StreamMessage.Suspend.class)
            .with("suspended", StreamMessage.Suspended.class)
            .with("skip", StreamMessage.Skip.class)
            .with("remember", StreamMessage.Remember.class)
            .with("started", StreamMessage.Started.class)
            .with("rejoin", StreamMessage.Rejoin.class)
            .with("ping", StreamMessage.Ping.class)
            .with("pong", StreamMessage.Pong.class);

    private final Map<String, Class<? extends T>> byName = new LinkedHashMap<>();
    private final Map<Class<?>, String> byClass = new LinkedHashMap<>();

    private MessageTypes<T> with(String name, Class<? extends T> type) {
        byName.put(name, type);
        byClass.put(type, name);
        return this;
    }

    @Nullable
    Class<? extends T> classOf(String name) {
        return byName.get(name);
    }

    String nameOf(Class<?> type) {
        String name = byClass.get(type);
        if (name == null) {
            throw new IllegalArgumentException(type + " goes in the other direction");
        }
        return name;
    }

    static Map<String, Class<?>> all() {
        Map<String, Class<?>> all = new TreeMap<>();
        AGENT.byName.forEach((name, type) -> all.put("agent/" + name, type));
        HUB.byName.forEach((name, type) -> all.put("hub/" + name, type));
        STREAM.byName.forEach((name, type) -> all.put("stream/" + name, type));
        return all;
    }
}
