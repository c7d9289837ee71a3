package dev.poemcp.poe.site.channel;

/** Why a socket was closed. */
enum CloseReason {
    /** It broke or was closed: the same channel continues. */
    BROKEN,
    /** It could not be opened. */
    UNREACHABLE,
    /** Poe rejected the handshake. */
    REFUSED,
    /** Poe no longer has all events since our last sequence. */
    MISSED,
    /** Poe requests a change to another channel. */
    REFETCH,
    /** It was opened ahead, and nobody has needed it since. */
    UNUSED,
    STOPPED
}
