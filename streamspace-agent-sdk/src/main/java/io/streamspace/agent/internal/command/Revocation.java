package io.streamspace.agent.internal.command;

/** Why a task is given up. */
enum Revocation {
    /** The hub cancelled it. */
    CANCELLED("cancelled", "The request was cancelled."),
    /** It took longer than the hub waits. */
    TIMED_OUT("timeout", "The agent could not finish in time. Try again; if it happens again, ask your administrator."),
    /** The session is to be ended, which wins over everything else. */
    STOPPED("superseded", "The session was ended before this was done."),
    /** The agent goes away or no longer leads; whoever comes next is given the command again. */
    HANDED_BACK("handed_back", "The agent went away before this was done.");

    private final String code;
    private final String sentence;

    Revocation(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    String code() {
        return code;
    }

    String sentence() {
        return sentence;
    }

    /** Whether the hub hears of it; who hands back says nothing, so that the hub sends the command again. */
    boolean answered() {
        return this != HANDED_BACK;
    }
}
