package dev.poemcp.poe.site;

import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Chats;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.json.ImportResponse;
import dev.poemcp.poe.site.page.SharePage;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.session.Site;
import java.util.Map;
import java.util.regex.Pattern;

/** Copies a shared chat into the account. Source: docs/poe-protocol.md §6.13. */
final class SharedChatImport {
    private static final Pattern CODE = Pattern.compile("[\\w-]{1,100}");

    private final Site site;
    private final ChatCache chatCache;

    SharedChatImport(Site site, ChatCache chatCache) {
        this.site = site;
        this.chatCache = chatCache;
    }

    Chats.ImportedChat importChat(String shareCode) {
        if (!CODE.matcher(shareCode).matches()) {
            throw notFound(shareCode);
        }
        var page = site.page("/s/" + shareCode).map(SharePage::new).orElseThrow(() -> notFound(shareCode));
        var bot = page.bot().orElseThrow(() -> notFound(shareCode));
        Map<String, ?> values = Map.of("shareCode", shareCode, "botName", bot);
        var copy = site.ask(Operation.IMPORT_CHAT, values, ImportResponse::read);
        var chat = copy.chat()
                .orElseThrow(() -> new PoeException(new PoeFailure.UnexpectedResponse(
                        "poe.com took the shared chat over, but does not say which chat it became; "
                                + "it is the newest of the history.",
                        Spend.POSSIBLE)));
        var code = chat.chatCode();
        // The response may lack number, title and bot.
        var read = code == null || (chat.chatId() != null && chat.selectsTitle())
                ? chatCache.read(chat)
                : chatCache.newest(new ChatRef.ByCode(code)).chat();
        var missing = page.attachments() - copy.attachments().orElse(page.attachments());
        return new Chats.ImportedChat(read, Math.max(0, missing));
    }

    private static PoeException notFound(String shareCode) {
        return new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.SHARE, shareCode));
    }
}
