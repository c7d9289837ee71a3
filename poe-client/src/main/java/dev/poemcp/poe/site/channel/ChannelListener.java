package dev.poemcp.poe.site.channel;

/** Hears the channel, on the socket's reading thread: it must return at once. */
public interface ChannelListener {
    void onEvent(Event event);

    /** Events are lost for good: whoever waits for something has to ask the site. */
    void onGap();

    /** Whether events come from now on ({@link ChannelStatus#UP}). Nothing is lost yet while they do not. */
    void onAvailabilityChange(boolean up);
}
