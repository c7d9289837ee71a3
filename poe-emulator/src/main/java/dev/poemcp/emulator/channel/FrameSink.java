package dev.poemcp.emulator.channel;

/** Receives the frames of a channel: an open socket or a waiting long poll. No method blocks. */
interface FrameSink {
    void send(String frame);

    /** Ends it with a regular close. */
    void close();

    /** Makes its connection a black hole. */
    void blackHole();

    /** Drops the connection. */
    void abort();
}
