package dev.poemcp.emulator.channel;

/** The realtime channel as a test sees it. What is broken here stays broken until mended. */
public interface Realtime {
    /** Sockets that are open now. */
    int openSockets();

    /** Sockets opened since the start. */
    int socketsOpened();

    /** Pings received from clients, as text. */
    int pingsReceived();

    /** From now on every subscription request fails with "Server Error", until {@link #acceptSubscriptions()}. */
    void refuseSubscriptions();

    /** From now on a subscription request that names one of these events fails as a whole. */
    void refuseSubscriptions(String... names);

    /** Takes subscriptions again. */
    void acceptSubscriptions();

    /** Closes every socket with a close frame. */
    void cut();

    /** Drops every socket's connection without a close frame. */
    void abort();

    /** From now on sockets stay open, but say nothing and answer no ping, until {@link #speakAgain()}. */
    void fallSilent();

    /** Ends the silence; what was said meanwhile is lost on open sockets and replayed to new ones. */
    void speakAgain();

    /**
     * From now on every socket, open or new, is a black hole once its handshake is done: it takes no byte, sends none,
     * answers no ping of the WebSocket protocol either, and is not closed. Until {@link #speakAgain()}, after which new
     * sockets work.
     */
    void blackHole();

    /** The next frames are never sent, nor replayed. */
    void loseFrames(int count);

    /** The next frames are sent twice. */
    void doubleFrames(int count);

    /** Tells every client that its channel is gone; the channel takes no socket any more. */
    void refetchChannel();

    /** Tells every client that events were missed, and forgets them. */
    void missedMessages();

    /** Sends a frame with this {@code error}. */
    void error(String text);

    /** Sends this text as a frame to every socket. */
    void send(String rawFrame);

    /** Sends the site's own ping to every socket. */
    void ping();
}
