package dev.poemcp.poe.site.message;

import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.cache.ChatCache;
import dev.poemcp.poe.site.json.AccountSettingsReader;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.json.MessageReader;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.reply.ReplyRequests;
import dev.poemcp.poe.site.session.Site;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link ReplyRequests} over the site. */
final class SiteReplyRequests implements ReplyRequests {
    private final Site site;
    private final ChatCache chats;

    SiteReplyRequests(Site site, ChatCache chats) {
        this.site = site;
        this.chats = chats;
    }

    @Override
    public ChatSnapshot readChat(Chat chat) {
        ChatCache.ChatMessages page = chats.newest(chat.ref());
        return new ChatSnapshot(page.messages(), page.chat().title());
    }

    /** @throws PoeException {@link PoeFailure.NotFound} if there is no such message */
    @Override
    public @Nullable Long cost(String messageCode) {
        Map<String, ?> values = Map.of("messageCode", messageCode);
        return site.ask(Operation.MESSAGE_INFO, values, data -> MessageReader.cost(data, messageCode))
                .orElse(null);
    }

    @Override
    public Optional<Long> pointsLimit() {
        return site.ask(Operation.ACCOUNT_SETTINGS, Map.of(), AccountSettingsReader::read)
                .map(AccountSettings::points)
                .map(AccountSettings.Points::defaultLimitPerMessage);
    }

    /** The account's balance in points; empty if the site does not return it. */
    Optional<Long> balance() {
        return site.ask(Operation.ACCOUNT_SETTINGS, Map.of(), AccountSettingsReader::read)
                .map(AccountSettings::points)
                .map(AccountSettings.Points::balance);
    }

    @Override
    public void cancel(long chatId) {
        if (!site.ask(Operation.CANCEL, Map.of("chatId", chatId), JsonFields.hasObject("cancelViewerActiveJobs"))) {
            throw new PoeException(
                    new PoeFailure.UnexpectedResponse("Poe did not confirm that the answer is cancelled.", Spend.NONE));
        }
    }
}
