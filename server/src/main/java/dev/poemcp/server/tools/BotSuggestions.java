package dev.poemcp.server.tools;

import dev.poemcp.poe.Bot;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.server.tools.api.ToolException;
import dev.poemcp.server.tools.api.ToolHandler;
import dev.poemcp.tool.ErrorCode;
import java.util.List;
import java.util.function.Supplier;

/** Suggests existing handles for a bot handle that Poe does not know: models often get handles slightly wrong. */
public final class BotSuggestions {
    private static final int MAX_SUGGESTIONS = 3;

    private final Supplier<PoeClient> poe;

    public BotSuggestions(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    /** The same handler, with suggestions when it fails because of an unknown bot. */
    public <A extends Record, R extends Record> ToolHandler<A, R> wrap(ToolHandler<A, R> handler) {
        return (arguments, context) -> {
            try {
                return handler.call(arguments, context);
            } catch (PoeException e) {
                if (e.failure() instanceof PoeFailure.NotFound missing && missing.subject() == PoeFailure.Subject.BOT) {
                    throw withSuggestions(e, missing);
                }
                throw e;
            }
        };
    }

    private RuntimeException withSuggestions(PoeException e, PoeFailure.NotFound missing) {
        List<String> handles;
        try {
            String words = missing.name().replaceAll("[-_.]+", " ").strip();
            handles = poe.get().bots().search(words, MAX_SUGGESTIONS, null).items().stream()
                    .map(Bot::handle)
                    .toList();
        } catch (PoeException noSuggestions) {
            e.addSuppressed(noSuggestions);
            return e;
        }
        return handles.isEmpty()
                ? e
                : new ToolException(
                        ErrorCode.BOT_NOT_FOUND,
                        missing.what(),
                        "Poe has " + String.join(", ", handles) + "; find others with explore.");
    }
}
