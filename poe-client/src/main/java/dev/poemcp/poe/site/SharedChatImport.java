package dev.poemcp.poe.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.cache.ChatDirectory;
import dev.poemcp.poe.site.json.ChatReader;
import dev.poemcp.poe.site.page.SharePage;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
import java.util.Map;
import java.util.regex.Pattern;

/** Copies a shared chat into the account. Source: docs/poe-protocol.md §6.13. */
final class SharedChatImport {
    private static final Pattern CODE = Pattern.compile("[\\w-]{1,100}");

    private final Site site;
    private final ChatDirectory directory;

    SharedChatImport(Site site, ChatDirectory directory) {
        this.site = site;
        this.directory = directory;
    }

    Chat importChat(String shareCode) {
        if (!CODE.matcher(shareCode).matches()) {
            throw notFound(shareCode);
        }
        var bot = site.page("/s/" + shareCode)
                .flatMap(page -> new SharePage(page).bot())
                .orElseThrow(() -> notFound(shareCode));
        var data = site.ask(Operation.IMPORT_CHAT, Map.of("shareCode", shareCode, "botName", bot));
        var imported = MutationCheck.successful(Operation.IMPORT_CHAT, data, "continueChatFromPoeShare");
        for (JsonNode message : imported.path("messages")) {
            var chat = message.path("node").path("chat");
            var code = ChatReader.code(chat);
            if (code != null) {
                return complete(chat, code);
            }
        }
        throw new PoeException(new PoeFailure.UnexpectedResponse(
                "poe.com took the shared chat over, but does not say which chat it became; it is the newest of the history.",
                Spend.POSSIBLE));
    }

    /** Adds title and bot, which the response may lack. */
    private Chat complete(JsonNode chat, String code) {
        return ChatReader.id(chat) != null && chat.has("title")
                ? directory.read(chat)
                : directory.newest(new ChatRef.ByCode(code)).chat();
    }

    private static PoeException notFound(String shareCode) {
        return new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.SHARE, shareCode));
    }
}
