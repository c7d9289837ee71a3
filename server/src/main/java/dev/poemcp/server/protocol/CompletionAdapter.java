package dev.poemcp.server.protocol;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.server.prompts.Prompt;
import dev.poemcp.server.resources.Completions;
import dev.poemcp.server.resources.ResourceCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The method {@code completion/complete}: for arguments of prompts and variables of resource templates. */
public final class CompletionAdapter {
    private static final Logger log = LoggerFactory.getLogger(CompletionAdapter.class);

    private final PromptAdapter prompts;
    private final ResourceCatalogue resources;
    private final Completions completions;

    public CompletionAdapter(PromptAdapter prompts, ResourceCatalogue resources, Completions completions) {
        this.prompts = prompts;
        this.resources = resources;
        this.completions = completions;
    }

    Object complete(Parameters params) {
        var reference = params.inner("ref");
        var argument = params.inner("argument");
        var name = argument.text("name");
        var typed = argument.text("value");
        var kind = switch (reference.text("type")) {
            case "ref/prompt" -> ofPrompt(reference.text("name"), name);
            case "ref/resource" -> ofTemplate(reference.text("uri"), name);
            default -> throw ProtocolErrors.invalidParams("\"type\" must be ref/prompt or ref/resource.");
        };
        var values = kind.map(known -> values(known, typed)).orElse(List.of());
        return Map.of(
                "completion",
                new JsonObject()
                        .with("values", values)
                        .with("hasMore", values.size() >= Completions.MAX)
                        .asMap());
    }

    private enum ValueKind {
        BOT,
        BOTS,
        USER,
        CHAT
    }

    private Optional<ValueKind> ofPrompt(String prompt, String argument) {
        return prompts.find(prompt).arguments().stream()
                .filter(known -> known.name().equals(argument))
                .map(Prompt.Argument::kind)
                .findFirst()
                .flatMap(kind -> switch (kind) {
                    case BOT -> Optional.of(ValueKind.BOT);
                    case BOTS -> Optional.of(ValueKind.BOTS);
                    case CHAT -> Optional.of(ValueKind.CHAT);
                    case TEXT -> Optional.empty();
                });
    }

    private Optional<ValueKind> ofTemplate(String uri, String variable) {
        var template = resources.templates().stream()
                .filter(known -> known.uri().equals(uri))
                .findFirst()
                .orElseThrow(() -> ProtocolErrors.resourceNotFound(uri));
        if (!template.variable().equals(variable)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (variable) {
                    case "bot_handle" -> ValueKind.BOT;
                    case "user_handle" -> ValueKind.USER;
                    default -> ValueKind.CHAT;
                });
    }

    private List<String> values(ValueKind kind, String typed) {
        try {
            return switch (kind) {
                case BOT -> completions.botHandles(typed);
                case BOTS -> completions.botHandleLists(typed);
                case USER -> completions.userHandles(typed);
                case CHAT -> completions.chatCodes(typed);
            };
        } catch (PoeException e) {
            if (e.failure() instanceof PoeFailure.Cancelled) {
                throw ProtocolErrors.of(e);
            }
            // The user is typing: no proposals are better than an error at every letter.
            log.info("No completions: {}", e.failure().what());
            return List.of();
        }
    }
}
