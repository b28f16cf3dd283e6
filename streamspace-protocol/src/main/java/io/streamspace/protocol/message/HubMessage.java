package io.streamspace.protocol.message;

/** What the hub says on the control link. */
public sealed interface HubMessage
        permits Welcome, Command, CommandCancel, StreamRequest, Shutdown, Ping, Pong, ErrorReport {}
