package dev.poemcp.poe.site.channel;

/** What can be expected of the channel. */
public enum ChannelStatus {
    /** Events come: one came, or Poe took the subscriptions and the socket has said something since it was opened. */
    UP,
    /** The socket is open, and nothing shows yet that events will come; answers are read from the chat as well. */
    MUTE,
    /** There is no socket. */
    DOWN
}
