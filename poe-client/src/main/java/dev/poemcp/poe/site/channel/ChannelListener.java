package dev.poemcp.poe.site.channel;

/** Hears the channel, on the socket's reading thread: it must return at once. */
public interface ChannelListener {
    void onEvent(Event event);

    /** Events are lost for good: whoever waits for something has to ask the site. */
    void onGap();

    /** The socket is open ({@code true}), anew perhaps, or has been lost. Nothing is lost yet in between. */
    void onLine(boolean up);
}
