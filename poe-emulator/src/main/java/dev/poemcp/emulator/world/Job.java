package dev.poemcp.emulator.world;

import java.util.OptionalLong;

/** Poe's unit of work for one message: creates the reply and has a cost. */
public final class Job {
    private final long jobId;
    private final Chat chat;
    private final Bot bot;
    private final long creationMicros;
    private String state = "not_started";
    private OptionalLong costPoints = OptionalLong.empty();
    private int nullCostReads;

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

    /** Whether it is running or waiting. */
    public boolean active() {
        return state.equals("not_started") || state.equals("running") || state.equals("paused");
    }

    /** Its cost in points; empty until it has ended, and while queries return null. */
    public OptionalLong costPoints() {
        return nullCostReads > 0 ? OptionalLong.empty() : costPoints;
    }

    /** Counts a query for the cost. */
    public void countCostRead() {
        if (costPoints.isPresent() && nullCostReads > 0) {
            nullCostReads--;
        }
    }

    /** Sets how many queries return null after the cost is known. */
    public void nullCostReads(int count) {
        nullCostReads = count;
    }

    public void cost(long points) {
        costPoints = OptionalLong.of(points);
    }
}
