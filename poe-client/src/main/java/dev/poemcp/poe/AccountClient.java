package dev.poemcp.poe;

/**
 * One Poe account, by its cookies. Creating it uses no network; the first request does. Thread-safe.
 *
 * <p>Every method of the interfaces returned here blocks until it has its result, throws {@link PoeException} with a
 * {@link PoeFailure} that says what went wrong, and is cancelled by an interrupt of the calling thread
 * ({@link PoeFailure.Cancelled}, with the interrupt flag set again).
 */
public interface AccountClient extends AutoCloseable {
    /**
     * Opens connections and loads what the first message will need, without waiting for it, so that it is sooner
     * accepted. Only the first call does so; spends nothing, changes nothing at Poe, and never fails: the first real
     * request meets the failure itself.
     */
    void prepare();

    Messages messages();

    Chats chats();

    Bots bots();

    People people();

    Account account();

    Points points();

    /** Changes of the account, from the realtime channel. */
    Changes changes();

    /** Closes the realtime socket and stops all threads; replies in progress continue at Poe. */
    @Override
    void close();
}
