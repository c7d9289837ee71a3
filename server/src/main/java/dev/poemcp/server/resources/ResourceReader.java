package dev.poemcp.server.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.server.export.ArchiveException;
import dev.poemcp.server.export.ChatArchive;
import dev.poemcp.server.tools.ResultMapper;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads resources; the objects in them are those of the tools. */
public final class ResourceReader {
    /** Of {@code poe://chats}. */
    private static final int NEWEST_CHATS = 50;

    private final Supplier<PoeClient> poe;
    private final @Nullable ChatArchive archive;
    private final ObjectMapper json = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /**
     * @param poe opened by the first read
     * @param archive null if none is configured
     */
    public ResourceReader(Supplier<PoeClient> poe, @Nullable ChatArchive archive) {
        this.poe = poe;
        this.archive = archive;
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
        if (resource instanceof PoeResource.ArchiveOverview) {
            return archiveFacts();
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

    private ChatArchive.Facts archiveFacts() {
        if (archive == null) {
            throw noArchive("No archive of chats is configured.");
        }
        try {
            return archive.facts();
        } catch (ArchiveException e) {
            throw noArchive("The folder of POE_ARCHIVE cannot be used, since " + e.getMessage() + ".");
        } catch (IOException e) {
            throw noArchive("The archive cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    private static PoeException noArchive(String what) {
        return new PoeException(new PoeFailure.NotConfigured(what, "POE_ARCHIVE"));
    }

    private String asJson(Object facts) {
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A result record has no JSON form", e);
        }
    }
}
