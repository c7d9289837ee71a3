package dev.poemcp.poe;

/**
 * One Poe account. Opening it touches no network; the first question does. Safe for use by many threads.
 *
 * <p>Every method of the interfaces handed out here blocks until it has its answer, throws {@link PoeException} with
 * the one {@link PoeFailure} that tells what went wrong, and is cancelled by an interrupt of the calling thread
 * ({@link PoeFailure.Cancelled}, with the interrupt flag set again).
 */
public interface PoeClient extends AutoCloseable {
    Messages messages();

    Chats chats();

    Bots bots();

    People people();

    Account account();

    /** News of the account as the realtime channel brings it. */
    Changes changes();

    /** Lets go of the realtime socket and all threads; replies in progress go on at Poe. */
    @Override
    void close();
}
