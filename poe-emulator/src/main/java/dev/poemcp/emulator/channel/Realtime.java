package dev.poemcp.emulator.channel;

/** Control of the realtime channel for tests. A fault stays in effect until it is ended. */
public interface Realtime {
    /** Sockets that are open now. */
    int openSockets();

    /** Sockets opened since the start. */
    int socketsOpened();

    /** When the last frame was sent to a socket, as {@link System#nanoTime()} tells it. */
    long lastFrameNanos();

    /** Pings received from clients, as text. */
    int pingsReceived();

    /** From now on every subscription request fails with "Server Error", until {@link #acceptSubscriptions()}. */
    void refuseSubscriptions();

    /** From now on a subscription request that names one of these events fails as a whole. */
    void refuseSubscriptions(String... names);

    /** Accepts subscriptions again. */
    void acceptSubscriptions();

    /** The host that clients are told from now on; open sockets stay. Initially {@link ChannelHost#REACHABLE}. */
    void host(ChannelHost value);

    /** From now on every new socket is closed right after its handshake, with a close frame; false ends this. */
    void closeAtOnce(boolean value);

    /** Closes every socket with a close frame. */
    void cut();

    /** Drops every socket's connection without a close frame. */
    void abort();

    /** From now on sockets stay open but send nothing, not even pongs, until {@link #speakAgain()}. */
    void fallSilent();

    /** Ends the silence; frames of the meantime are lost on open sockets and replayed to new ones. */
    void speakAgain();

    /**
     * From now on every socket, open or new, is a black hole after its handshake: it reads and writes nothing, not even
     * ping and pong frames, and stays open. {@link #speakAgain()} ends this for new sockets.
     */
    void blackHole();

    /** The next frames are neither sent nor replayed; pings get their pongs. 0 ends it. */
    void loseFrames(int count);

    /** The next frames are sent twice. */
    void doubleFrames(int count);

    /** Tells every client to fetch a new channel; the old one accepts no socket any more. */
    void refetchChannel();

    /** Tells every client that it missed events, and drops the stored ones. */
    void missedMessages();

    /** Sends a frame with this {@code error} to every socket. */
    void error(String text);

    /** Sends this text as a frame to every socket. */
    void send(String rawFrame);

    /** Sends the site's own ping to every socket. */
    void ping();
}
