package dev.poemcp.emulator.script;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One step of a reply. */
public sealed interface Step {
    /** Appends this piece to the text. */
    record Append(String piece) implements Step {}

    /** Replaces the text so far, possibly by a shorter one. */
    record Replace(String whole) implements Step {}

    /** Waits, in addition to the interval between steps. */
    record Wait(Duration duration) implements Step {}

    /** Attaches a file, which the emulator serves. */
    record Attach(String name, String mimeType, FileContent content) implements Step {}

    /** Completes this bot message and starts another one of the same job. */
    record NextMessage() implements Step {}

    /** Sets the job's state, e.g. {@code paused}, or {@code completed} before its last message. */
    record JobState(String state) implements Step {}

    /** Publishes the consent dialog without waiting for consent. */
    record AskConsent() implements Step {}

    /** Sends a raw frame to every open socket. */
    record RawFrame(String frame) implements Step {}

    /** Thinks; only the official API shows it (docs/official-api.md §3.3). */
    record Think(String piece) implements Step {}

    /**
     * Calls a function of the caller; only the official API has this, and only for a request that offers functions
     * (docs/official-api.md §3.5).
     *
     * @param arguments JSON text
     */
    record CallFunction(String name, String arguments) implements Step {}

    /** Stops without an end. */
    record Stall() implements Step {}

    /** Ends the last message with this state, and the job accordingly. */
    record End(String state, @Nullable String stateText) implements Step {}
}
