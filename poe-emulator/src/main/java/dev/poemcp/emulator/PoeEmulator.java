package dev.poemcp.emulator;

import java.net.URI;
import java.util.List;

/**
 * A running Poe on loopback. Everything in it is decided by the seed of its options; it lives until it is closed.
 *
 * <pre>{@code
 * try (PoeEmulator poe = PoeEmulator.start()) {
 *     poe.bot("Haiku").says("old pond ", "frog leaps in");
 *     client(poe.url(), poe.account()).send("Haiku", "hi");
 *     assertEquals(1, poe.sentMessages().size());
 * }
 * }</pre>
 */
public final class PoeEmulator implements AutoCloseable {
    private final RequestLog requests = new RequestLog();
    private final Faults faults = new Faults();

    private PoeEmulator() {}

    public static PoeEmulator start() {
        return start(EmulatorOptions.defaults());
    }

    /**
     * Starts the emulator.
     *
     * @throws java.io.UncheckedIOException when the port is taken
     */
    public static PoeEmulator start(EmulatorOptions options) {
        return unbuilt();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI url() {
        return unbuilt();
    }

    /** What a client must present at this moment. */
    public Account account() {
        return unbuilt();
    }

    /** Gives the bot of that handle a new, empty script; a handle that no bot has becomes a new community bot. */
    public BotScript bot(String handle) {
        return unbuilt();
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requests() {
        return requests;
    }

    public Ledger ledger() {
        return unbuilt();
    }

    public Realtime channel() {
        return unbuilt();
    }

    /** The human messages that really were created, in order. */
    public List<SentMessage> sentMessages() {
        return unbuilt();
    }

    /** Files uploaded with any message, in order. */
    public List<UploadedFile> uploads() {
        return unbuilt();
    }

    /** Ends the session: its cookies are no longer taken. */
    public void endSession() {
        unbuilt();
    }

    /** The site takes another formkey from now on, which its page yields. */
    public void rotateFormkey() {
        unbuilt();
    }

    @Override
    public void close() {}

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T unbuilt() {
        throw new IllegalStateException("The emulator's site is not in this commit yet");
    }
}
