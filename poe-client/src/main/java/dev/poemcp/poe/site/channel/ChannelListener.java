package dev.poemcp.poe.site.channel;

/** Receives the channel's events on the socket's thread, so its methods must return at once. */
public interface ChannelListener {
    void onEvent(Event event);

    /**
     * Whether events about this topic are of use now. Asked before an event is parsed, since most events of a busy
     * account concern chats that nobody follows. Must return at once.
     */
    default boolean wants(Topic topic) {
        return true;
    }

    /** Events are lost: waiting replies must query the site. */
    void onGap();

    /** Whether events come from now on ({@link ChannelStatus#UP}). {@code false} does not mean that events are lost. */
    void onAvailabilityChange(boolean up);
}
