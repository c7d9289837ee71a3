package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.world.Attachment;
import java.util.Map;

/** Writes a reply as the events of a streamed response (docs/official-api.md §4.3). */
final class StreamedResponse implements ReplySink {
    private final ApiExchange exchange;
    private final ResponseOutput output;
    private boolean begun;
    private int sequence;

    StreamedResponse(ApiExchange exchange, Completion facts) {
        this.exchange = exchange;
        this.output = new ResponseOutput(facts);
    }

    @Override
    public void text(String piece, Runnable next) {
        output.text().append(piece);
        write(
                event("response.output_text.delta")
                        .put("item_id", "msg_0")
                        .put("output_index", 0)
                        .put("content_index", 0)
                        .put("delta", piece),
                next);
    }

    @Override
    public void thought(String piece, Runnable next) {
        output.thoughts().append(piece);
        write(
                event("response.reasoning_summary_text.delta")
                        .put("item_id", "rs_0")
                        .put("delta", piece),
                next);
    }

    @Override
    public void replace(String whole, Runnable next) {
        throw new IllegalStateException("Deltas can only append");
    }

    @Override
    public void file(Attachment file, Runnable next) {
        text((output.text().isEmpty() ? "" : "\n\n") + output.facts().textOf(file), next);
    }

    @Override
    public void call(String name, String arguments, Runnable next) {
        var done = event("response.output_item.done");
        done.set("item", output.call(name, arguments));
        write(done, next);
    }

    @Override
    public void end(End end) {
        var error = end.error();
        if (error != null && !begun) {
            exchange.error(error);
            return;
        }
        if (error != null) {
            var failed = event("response.failed");
            failed.set("response", output.failed(error));
            exchange.lastPiece(data(failed));
            return;
        }
        var last = event(end.reason().equals("length") ? "response.incomplete" : "response.completed");
        last.set("response", output.ended(end.reason()));
        var done = exchange.behavior().transfer().withoutEnd() ? "" : "data: [DONE]\n\n";
        write(last, () -> exchange.lastPiece(done));
    }

    private ObjectNode event(String type) {
        return Json.object().put("type", type);
    }

    private void write(ObjectNode event, Runnable next) {
        var opening = "";
        if (!begun) {
            begun = true;
            exchange.begin("text/event-stream", Map.of("Cache-Control", "no-cache"));
            var created = event("response.created");
            created.set("response", output.started());
            opening = data(created);
            opening += exchange.behavior().transfer().malformedEvents() ? "data: {\"type\": \"response.\n\n" : "";
        }
        exchange.piece(opening + data(event), next);
    }

    private String data(ObjectNode event) {
        event.put("sequence_number", sequence);
        sequence++;
        return "data: " + event + "\n\n";
    }
}
