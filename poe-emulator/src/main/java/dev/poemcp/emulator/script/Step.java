package dev.poemcp.emulator.script;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One thing that happens while an answer is made. */
public sealed interface Step {
    /** The text grows by this piece. */
    record Append(String piece) implements Step {}

    /** The whole text so far is replaced, also by a shorter one. */
    record Replace(String whole) implements Step {}

    /** Nothing happens for a while, on top of the interval between steps. */
    record Wait(Duration duration) implements Step {}

    /** A file is attached to the answer; its content is served from the emulator's own host. */
    record Attach(String name, String mimeType, FileContent content) implements Step {}

    /** This bot message ends well and a further one of the same job begins. */
    record NextMessage() implements Step {}

    /** The job takes another state, e.g. {@code paused}, or {@code completed} before its last message. */
    record JobState(String state) implements Step {}

    /** A dialog asks the user whether the price is all right; nobody answers it here. */
    record AskConsent() implements Step {}

    /** A raw frame goes to every open socket, as it stands. */
    record RawFrame(String frame) implements Step {}

    /** Nothing more ever happens. */
    record Stall() implements Step {}

    /** The last message takes this state, and the job ends accordingly. */
    record End(String state, @Nullable String stateText) implements Step {}
}
