package dev.poemcp.emulator.channel;

/** Where frames of a channel go: an open socket or a waiting long poll. Nothing in here blocks. */
interface Outlet {
    void send(String frame);

    /** Ends it properly. */
    void close();

    /** Makes its connection a black hole. */
    void blackHole();

    /** Drops the connection. */
    void abort();
}
