package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.emulator.world.Attachment;

/** Collects a reply and writes it as one chat completion. */
final class WholeCompletion implements ReplySink {
    private final ApiExchange exchange;
    private final Completion completion;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder thoughts = new StringBuilder();
    private final ArrayNode calls = JsonNodeFactory.instance.arrayNode();

    WholeCompletion(ApiExchange exchange, Completion completion) {
        this.exchange = exchange;
        this.completion = completion;
    }

    @Override
    public void text(String piece, Runnable next) {
        text.append(piece);
        next.run();
    }

    @Override
    public void thought(String piece, Runnable next) {
        thoughts.append(piece);
        next.run();
    }

    @Override
    public void replace(String whole, Runnable next) {
        text.setLength(0);
        text(whole, next);
    }

    @Override
    public void file(Attachment file, Runnable next) {
        text.append(text.isEmpty() ? "" : "\n\n");
        text(completion.textOf(file), next);
    }

    @Override
    public void call(String name, String arguments, Runnable next) {
        calls.add(Completion.call(calls.size(), name, arguments));
        next.run();
    }

    @Override
    public void end(End end) {
        if (end.error() != null) {
            exchange.error(end.error());
            return;
        }
        var json = completion.json("chat.completion");
        var choice = json.putArray("choices").addObject().put("index", 0).put("finish_reason", end.reason());
        var message = choice.putObject("message").put("role", "assistant");
        message.put("content", text.isEmpty() && !calls.isEmpty() ? null : text.toString());
        if (!thoughts.isEmpty()) {
            message.put("reasoning_content", thoughts.toString());
        }
        message.set("tool_calls", calls.isEmpty() ? null : calls);
        json.set("usage", completion.usage(text, thoughts));
        exchange.json(200, json);
    }
}
