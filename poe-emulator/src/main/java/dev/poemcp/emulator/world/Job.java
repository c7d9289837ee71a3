package dev.poemcp.emulator.world;

import java.util.OptionalLong;

/** The work of answering one message. */
public final class Job {
    private final long jobId;
    private final Chat chat;
    private final Bot bot;
    private final long creationMicros;
    private String state = "not_started";
    private OptionalLong costPoints = OptionalLong.empty();
    private int asksBeforeCost;

    Job(long jobId, Chat chat, Bot bot, long creationMicros) {
        this.jobId = jobId;
        this.chat = chat;
        this.bot = bot;
        this.creationMicros = creationMicros;
    }

    public long jobId() {
        return jobId;
    }

    public Chat chat() {
        return chat;
    }

    public Bot bot() {
        return bot;
    }

    long creationMicros() {
        return creationMicros;
    }

    public String state() {
        return state;
    }

    public void state(String value) {
        state = value;
    }

    /** Whether it still works or waits to. */
    public boolean active() {
        return state.equals("not_started") || state.equals("running") || state.equals("paused");
    }

    /** Points it cost; empty until it has ended, and while clients ask in vain. */
    public OptionalLong costPoints() {
        return asksBeforeCost > 0 ? OptionalLong.empty() : costPoints;
    }

    /** A client asked for the cost. */
    public void askedForCost() {
        if (costPoints.isPresent() && asksBeforeCost > 0) {
            asksBeforeCost--;
        }
    }

    /** How many times clients ask for the cost in vain, once it is known. */
    public void asksBeforeCost(int count) {
        asksBeforeCost = count;
    }

    public void cost(long points) {
        costPoints = OptionalLong.of(points);
    }
}
