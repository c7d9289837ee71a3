package dev.poemcp.server.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.PoeException;
import dev.poemcp.server.tools.ResultMapper;
import java.util.Map;
import java.util.function.Supplier;

/** Reads resources; the objects in them are those of the tools. */
public final class ResourceReader {
    /** Of {@code poe://chats}. */
    private static final int NEWEST_CHATS = 50;

    private final Supplier<PoeClient> poe;
    private final ObjectMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** @param poe opened by the first read */
    public ResourceReader(Supplier<PoeClient> poe) {
        this.poe = poe;
    }

    /** @throws PoeException as Poe's client does */
    public ResourceText read(PoeResource resource) {
        if (resource instanceof PoeResource.Transcript transcript) {
            return new ResourceText(
                    ResourceText.MARKDOWN,
                    new ChatMarkdown(poe.get().chats()).of(new ChatRef.ByCode(transcript.chatCode())));
        }
        return new ResourceText(ResourceText.JSON, asJson(facts(resource)));
    }

    private Object facts(PoeResource resource) {
        if (resource instanceof PoeResource.OneBot bot) {
            return ResultMapper.of(poe.get().bots().get(bot.handle()), null);
        }
        if (resource instanceof PoeResource.OneUser user) {
            return ResultMapper.of(poe.get().people().get(user.handle()));
        }
        if (resource instanceof PoeResource.Categories) {
            return Map.of("categories", poe.get().bots().categories());
        }
        if (resource instanceof PoeResource.NewestChats) {
            var chats = poe.get().chats().history(NEWEST_CHATS, null);
            return Map.of("chats", chats.items().stream().map(ResultMapper::of).toList());
        }
        return ResultMapper.of(poe.get().account().settings());
    }

    private String asJson(Object facts) {
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result record has no JSON form", e);
        }
    }
}
