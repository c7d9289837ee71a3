package dev.poemcp.poe.site.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The page of a shared chat. Source: docs/poe-protocol.md §6.13. */
public final class SharePage {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** With a limit: each repetition of a group takes a frame of the stack. */
    private static final Pattern NICKNAME = Pattern.compile("\"nickname\"\\s*+:\\s*+(\"(?:[^\"\\\\]|\\\\.){1,500}\")");

    private static final Set<String> NOT_BOTS = Set.of("human", "chat_break", "command");

    private final SitePage page;

    public SharePage(SitePage page) {
        this.page = page;
    }

    /**
     * The site's name of the bot in the shared chat: from a message in the page's data, otherwise the first one in
     * the page's text, which may be that of another bot.
     */
    public Optional<String> bot() {
        return botOfMessages(page.nextData()).or(this::firstNickname);
    }

    /** Number of different attachments of the shared messages in the page's data; 0 if it lists none. */
    public int attachments() {
        Set<JsonNode> found = new HashSet<>();
        page.nextData().findValues("attachments").forEach(list -> list.forEach(found::add));
        return found.size();
    }

    /** Depth first; a message is an object with an author or a text, and a bot. */
    private static Optional<String> botOfMessages(JsonNode node) {
        if (node.isObject()
                && node.path("bot").isObject()
                && (node.has("text") || node.has("author") || node.has("messageId"))
                && !NOT_BOTS.contains(node.path("author").asText(""))) {
            for (var field : new String[] {"nickname", "handle"}) {
                var name = node.path("bot").path(field).asText("");
                if (!name.isBlank()) {
                    return Optional.of(name);
                }
            }
        }
        for (var child : node) {
            var found = botOfMessages(child);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> firstNickname() {
        return NICKNAME.matcher(page.html())
                .results()
                .map(found -> unescaped(found.group(1)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Empty if it is not a valid JSON string. */
    private static Optional<String> unescaped(String literal) {
        try {
            return Optional.of(JSON.readValue(literal, String.class)).filter(name -> !name.isBlank());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
