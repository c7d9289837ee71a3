package dev.poemcp.poe.site.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.profile.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a chat, or the newest chats, from the site's own pages, which needs no query hash; used when no known hash
 * works. Source: a reader of 2026 that was tested with one long chat ({@code __NEXT_DATA__},
 * {@code props.pageProps.data.mainQuery}).
 */
public final class PageFallback {
    private static final Logger log = LoggerFactory.getLogger(PageFallback.class);
    private static final Pattern CODE = Pattern.compile("[\\w-]{1,100}");

    private final Function<String, Optional<SitePage>> pages;

    /** @param pages by path; empty if there is no such page */
    public PageFallback(Function<String, Optional<SitePage>> pages) {
        this.pages = pages;
    }

    /** The {@code data} that the query would return; empty if no page has it. */
    public Optional<JsonNode> read(Operation operation, Map<String, ?> values) {
        try {
            return switch (operation) {
                case CHAT_PAGE -> chat(String.valueOf(values.get("chatCode")));
                case CHAT_HISTORY -> values.get("cursor") == null ? chats() : Optional.empty();
                default -> Optional.empty();
            };
        } catch (PoeException failed) {
            if (failed.failure() instanceof PoeFailure.Cancelled
                    || failed.failure() instanceof PoeFailure.AuthExpired) {
                throw failed;
            }
            log.debug("The page cannot be used as a fallback: {}", failed.getMessage());
            return Optional.empty();
        }
    }

    private Optional<JsonNode> chat(String code) {
        if (!CODE.matcher(code).matches()) {
            return Optional.empty();
        }
        var page = pages.apply("/chat/" + code);
        if (page.isEmpty()) {
            return Optional.of(JsonNodeFactory.instance.objectNode().putNull("chatOfCode"));
        }
        return page.get().nextData().findValues("chatOfCode").stream()
                .filter(chat -> chat.path("messagesConnection").path("edges").isArray())
                .findFirst()
                .map(chat -> data("chatOfCode", chat));
    }

    private Optional<JsonNode> chats() {
        return pages.apply("/chats")
                .flatMap(page -> page.nextData().findValues("chats").stream()
                        .filter(chats -> chats.path("edges").isArray())
                        .findFirst()
                        .map(chats -> data("chats", chats)));
    }

    private static JsonNode data(String name, JsonNode value) {
        log.debug("{} was read from the page, because no known query works", name);
        return JsonNodeFactory.instance.objectNode().set(name, value);
    }
}
