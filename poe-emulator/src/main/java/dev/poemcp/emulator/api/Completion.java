package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.world.Attachment;

/**
 * The facts that all objects of one chat completion share (docs/official-api.md §3.3).
 *
 * @param created seconds since 1970
 * @param model the provider's name, which is not the one that was asked for
 * @param baseUrl of the emulator, which serves the files of replies
 */
record Completion(String id, long created, String model, long promptTokens, String baseUrl) {
    /** An object with everything but the choices. */
    ObjectNode json(String object) {
        return Json.object()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", model);
    }

    ObjectNode usage(CharSequence text, CharSequence thoughts) {
        var reasoning = Tokens.of(thoughts);
        var completion = Tokens.of(text) + reasoning;
        var usage = Json.object()
                .put("prompt_tokens", promptTokens)
                .put("completion_tokens", completion)
                .put("total_tokens", promptTokens + completion);
        usage.putObject("prompt_tokens_details").put("cached_tokens", 0);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", reasoning);
        return usage;
    }

    /** A file as text: a Markdown image and its address, or the address alone (docs/official-api.md §3.4). */
    String textOf(Attachment file) {
        var address = baseUrl + file.path();
        return file.mimeType().startsWith("image/") ? "![" + file.name() + "](" + address + ")\n\n" + address : address;
    }

    /** A call of a function, as in whole answers. */
    static ObjectNode call(int index, String name, String arguments) {
        var call = Json.object().put("id", name + ":" + index).put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
    }
}
