package dev.poemcp.server.protocol;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.server.prompts.Prompt;
import dev.poemcp.server.resources.Completions;
import dev.poemcp.server.resources.Completions.Kind;
import dev.poemcp.server.resources.ResourceCatalog;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The method {@code completion/complete}: for arguments of prompts and variables of resource templates. */
public final class CompletionMethod {
    private static final Logger log = LoggerFactory.getLogger(CompletionMethod.class);

    private final PromptMethods prompts;
    private final ResourceCatalog resources;
    private final Completions completions;

    public CompletionMethod(PromptMethods prompts, ResourceCatalog resources, Completions completions) {
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
        var values = kind == null ? List.of() : values(kind, typed);
        return Map.of(
                "completion",
                new JsonObject()
                        .with("values", values)
                        .with("hasMore", values.size() >= Completions.MAX)
                        .asMap());
    }

    private @Nullable Kind ofPrompt(String prompt, String argument) {
        return prompts.find(prompt).arguments().stream()
                .filter(known -> known.name().equals(argument))
                .findFirst()
                .map(Prompt.Argument::kind)
                .orElse(null);
    }

    private @Nullable Kind ofTemplate(String uri, String variable) {
        var template = resources.templates().stream()
                .filter(known -> known.uri().equals(uri))
                .findFirst()
                .orElseThrow(() -> ProtocolErrors.resourceNotFound(uri));
        return template.variable().equals(variable) ? template.kind() : null;
    }

    private List<String> values(Kind kind, String typed) {
        try {
            return completions.of(kind, typed);
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
