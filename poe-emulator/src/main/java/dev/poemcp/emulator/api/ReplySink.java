package dev.poemcp.emulator.api;

import dev.poemcp.emulator.world.Attachment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receives a reply step by step and writes it in the form of an endpoint. Each method runs {@code next} when done. */
interface ReplySink {
    void text(String piece, Runnable next);

    void thought(String piece, Runnable next);

    /** Replaces the text so far. */
    void replace(String whole, Runnable next);

    void file(Attachment file, Runnable next);

    /** Calls a function of the caller, with JSON arguments. */
    void call(String name, String arguments, Runnable next);

    void end(End end);

    /**
     * The end of a reply.
     *
     * @param reason a finish reason of docs/official-api.md §3.3
     * @param error why it failed; null: it did not
     * @param suggestions of the next user message
     */
    record End(String reason, @Nullable ApiError error, List<String> suggestions) {}
}
