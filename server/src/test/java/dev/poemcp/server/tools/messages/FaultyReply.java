package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Reply.State;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A reply that can't be followed, though Poe accepted its message. */
record FaultyReply(RuntimeException fault) implements LiveReply {
    @Override
    public Reply now() {
        return ScriptedReply.reply(State.IN_PROGRESS, "", null, Optional.empty());
    }

    @Override
    public Reply await(Duration wait, Consumer<Reply> onUpdate) {
        throw fault;
    }

    @Override
    public void close() {}
}
