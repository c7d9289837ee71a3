package dev.poemcp.emulator.world;

/** The account's own user and settings. */
public final class Viewer {
    private final long uid;
    private Bot defaultBot;
    private long defaultPointLimit = 300;

    Viewer(long uid, Bot defaultBot) {
        this.uid = uid;
        this.defaultBot = defaultBot;
    }

    public long uid() {
        return uid;
    }

    public Bot defaultBot() {
        return defaultBot;
    }

    public void defaultBot(Bot value) {
        defaultBot = value;
    }

    /** Points a message may cost without the user's consent. */
    public long defaultPointLimit() {
        return defaultPointLimit;
    }

    public void defaultPointLimit(long points) {
        defaultPointLimit = points;
    }
}
