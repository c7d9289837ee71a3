package dev.poemcp.poe.site.channel;

/** What to expect of the channel. */
public enum ChannelStatus {
    /**
     * Events come: one came, or Poe accepted the subscriptions and the socket has received something since it was
     * opened.
     */
    UP,
    /** The socket is open, but it is not known yet whether events come; replies are also read from the chat. */
    MUTE,
    /** There is no socket. */
    DOWN
}
