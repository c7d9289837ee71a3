package dev.poemcp.emulator.api;

import dev.poemcp.emulator.world.Attachment;
import java.util.Map;

/** A whole answer whose text never ends, in the form of chat completions or responses. */
final class EndlessJson implements ReplySink {
    private final ApiExchange exchange;
    private final String opening;
    private boolean begun;

    /** @param opening everything up to the text */
    EndlessJson(ApiExchange exchange, String opening) {
        this.exchange = exchange;
        this.opening = opening;
    }

    @Override
    public void text(String piece, Runnable next) {
        if (begun) {
            exchange.piece(piece, next);
            return;
        }
        begun = true;
        exchange.begin("application/json", Map.of());
        exchange.piece(opening + piece, next);
    }

    @Override
    public void thought(String piece, Runnable next) {
        throw notText();
    }

    @Override
    public void replace(String whole, Runnable next) {
        throw notText();
    }

    @Override
    public void file(Attachment file, Runnable next) {
        throw notText();
    }

    @Override
    public void call(String name, String arguments, Runnable next) {
        throw notText();
    }

    @Override
    public void end(End end) {
        throw notText();
    }

    private static IllegalStateException notText() {
        return new IllegalStateException("An endless answer is nothing but text");
    }
}
