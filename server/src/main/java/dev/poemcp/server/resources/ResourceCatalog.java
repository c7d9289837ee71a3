package dev.poemcp.server.resources;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeClient;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lists resources page by page: first the fixed ones, then the chats, newest first. */
public final class ResourceCatalog {
    private static final int PAGE = 50;

    private static final List<ResourceEntry> FIXED = List.of(
            new ResourceEntry(
                    PoeResource.SettingsAndPoints.URI,
                    "Settings and points",
                    "The account's settings, default bot and points.",
                    ResourceText.JSON,
                    null),
            new ResourceEntry(
                    PoeResource.NewestChats.URI,
                    "Newest chats",
                    "The account's chats, newest activity first.",
                    ResourceText.JSON,
                    null),
            new ResourceEntry(
                    PoeResource.Categories.URI,
                    "Bot categories",
                    "Categories that explore takes.",
                    ResourceText.JSON,
                    null));

    private static final ResourceEntry ARCHIVE = new ResourceEntry(
            PoeResource.ArchiveOverview.URI,
            "Archive",
            "What the archive of chats that search_chats searches holds, and until when.",
            ResourceText.JSON,
            null);

    private static final List<Template> TEMPLATES = List.of(
            new Template(
                    "poe://bots/{bot_handle}",
                    "bot_handle",
                    Completions.Kind.BOT,
                    "A bot",
                    "What Poe knows about a bot.",
                    ResourceText.JSON),
            new Template(
                    "poe://chats/{chat_code}",
                    "chat_code",
                    Completions.Kind.CHAT,
                    "A chat",
                    "A chat's whole transcript.",
                    ResourceText.MARKDOWN),
            new Template(
                    "poe://users/{user_handle}",
                    "user_handle",
                    Completions.Kind.USER,
                    "A person",
                    "What Poe shows of a person.",
                    ResourceText.JSON));

    private final Supplier<PoeClient> poe;
    private final boolean onlyKey;
    private final boolean hasArchive;

    /**
     * @param poe opened by the first listing
     * @param onlyKey whether there is an API key and no account: then only conversations and bots can be read
     * @param hasArchive whether an archive is configured
     */
    public ResourceCatalog(Supplier<PoeClient> poe, boolean onlyKey, boolean hasArchive) {
        this.poe = poe;
        this.onlyKey = onlyKey;
        this.hasArchive = hasArchive;
    }

    /**
     * @param variable the only one in {@code uri}
     * @param kind of its values
     */
    public record Template(
            String uri, String variable, Completions.Kind kind, String title, String description, String mimeType) {}

    /** Sorted by URI. */
    public List<Template> templates() {
        return TEMPLATES.stream()
                .filter(template -> !onlyKey || template.kind() != Completions.Kind.USER)
                .toList();
    }

    /** @param cursor of the previous page; null for the first page */
    public Page<ResourceEntry> list(@Nullable String cursor) {
        var chats = chats(cursor);
        var entries = new ArrayList<ResourceEntry>();
        FIXED.stream()
                .filter(entry -> cursor == null)
                .filter(entry -> !onlyKey || entry.uri().equals(PoeResource.NewestChats.URI))
                .forEach(entries::add);
        if (cursor == null && hasArchive) {
            entries.add(ARCHIVE);
        }
        if (cursor == null) {
            poe.get().conversations().forEach(chat -> entries.add(entry(chat)));
        }
        chats.items().forEach(chat -> entries.add(entry(chat)));
        return new Page<>(entries, chats.nextCursor());
    }

    private Page<Chat> chats(@Nullable String cursor) {
        try {
            return poe.get().chats().history(PAGE, cursor);
        } catch (PoeException e) {
            if (e.failure() instanceof PoeFailure.NotConfigured && cursor == null) {
                // Without an account there are no chats to list; reading a fixed resource says what to set.
                return new Page<>(List.of(), null);
            }
            throw e;
        }
    }

    private static ResourceEntry entry(Chat chat) {
        return new ResourceEntry(
                PoeResource.uriOf(chat.chatCode()),
                Objects.requireNonNullElse(chat.title(), "Untitled chat"),
                chat.bot() == null ? null : "Chat with " + chat.bot(),
                ResourceText.MARKDOWN,
                chat.lastInteraction());
    }
}
