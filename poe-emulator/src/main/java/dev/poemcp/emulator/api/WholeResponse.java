package dev.poemcp.emulator.api;

import dev.poemcp.emulator.world.Attachment;

/** Collects a reply and writes it as one response object. */
final class WholeResponse implements ReplySink {
    private final ApiExchange exchange;
    private final ResponseOutput output;

    WholeResponse(ApiExchange exchange, Completion facts) {
        this.exchange = exchange;
        this.output = new ResponseOutput(facts);
    }

    @Override
    public void text(String piece, Runnable next) {
        output.text().append(piece);
        next.run();
    }

    @Override
    public void thought(String piece, Runnable next) {
        output.thoughts().append(piece);
        next.run();
    }

    @Override
    public void replace(String whole, Runnable next) {
        output.text().setLength(0);
        text(whole, next);
    }

    @Override
    public void file(Attachment file, Runnable next) {
        output.text().append(output.text().isEmpty() ? "" : "\n\n");
        text(output.facts().textOf(file), next);
    }

    @Override
    public void call(String name, String arguments, Runnable next) {
        var unused = output.call(name, arguments);
        next.run();
    }

    @Override
    public void end(End end) {
        if (end.error() == null) {
            exchange.json(200, output.ended(end.reason()));
        } else {
            exchange.error(end.error());
        }
    }
}
