package dev.poemcp.poe.api;

import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Reply;
import java.time.Duration;
import java.util.function.Consumer;

/** A reply that is kept in a conversation. */
record EndedReply(Reply reply) implements LiveReply {
    @Override
    public Reply now() {
        return reply;
    }

    @Override
    public Reply await(Duration wait, Consumer<Reply> onUpdate) {
        return reply;
    }

    @Override
    public void close() {}
}
