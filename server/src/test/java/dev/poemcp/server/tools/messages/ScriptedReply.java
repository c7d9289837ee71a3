package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Reply.State;
import dev.poemcp.poe.Via;
import dev.poemcp.server.tools.HandlerFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A reply that grows by a script, at once; still in progress for a caller that does not wait. */
final class ScriptedReply implements LiveReply {
    static final long JOB = 700L;

    private final List<String> texts;
    private final Reply end;
    private final List<Duration> waits = new ArrayList<>();
    private boolean closed;

    private ScriptedReply(List<String> texts, Reply end) {
        this.texts = texts;
        this.end = end;
    }

    /** A reply that completes. Texts are whole, not pieces. */
    static ScriptedReply growing(@Nullable Long points, String... texts) {
        return new ScriptedReply(
                List.of(texts), reply(State.COMPLETE, texts[texts.length - 1], points, Optional.empty()));
    }

    static ScriptedReply failing(String text, PoeFailure failure) {
        return new ScriptedReply(List.of(), reply(State.FAILED, text, null, Optional.of(failure)));
    }

    static ScriptedReply ending(Reply end) {
        return new ScriptedReply(List.of(end.text()), end);
    }

    static Reply reply(State state, String text, @Nullable Long points, Optional<PoeFailure> failure) {
        return new Reply(
                state,
                text,
                "Haiku",
                HandlerFixture.CHAT,
                800000000001L,
                800000000002L,
                List.of(800000000002L),
                "m1",
                List.of(),
                List.of("And toads?"),
                points,
                JOB,
                Via.ACCOUNT,
                Duration.ofMillis(1234),
                failure);
    }

    List<Duration> waits() {
        return waits;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public Reply now() {
        return reply(State.IN_PROGRESS, texts.isEmpty() ? "" : texts.get(0), null, Optional.empty());
    }

    @Override
    public Reply await(Duration wait, Consumer<Reply> onUpdate) {
        waits.add(wait);
        if (wait.isZero()) {
            return now();
        }
        for (String text : texts) {
            onUpdate.accept(reply(State.IN_PROGRESS, text, null, Optional.empty()));
        }
        return end;
    }

    @Override
    public void close() {
        closed = true;
    }
}
