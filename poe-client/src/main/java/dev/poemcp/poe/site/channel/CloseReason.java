package dev.poemcp.poe.site.channel;

/** Why a socket is no use any more. */
enum CloseReason {
    /** It broke or was closed: the same channel goes on. */
    BROKEN,
    /** It could not be opened at all. */
    UNREACHABLE,
    /** Poe did not let us in. */
    REFUSED,
    /** Poe no longer has all events since where we were. */
    MISSED,
    /** Poe wants us on another channel. */
    REFETCH,
    STOPPED
}
