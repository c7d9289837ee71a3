package dev.poemcp.poe.site.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.AccountSettings;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.cache.ChatDirectory;
import dev.poemcp.poe.site.json.AccountSettingsReader;
import dev.poemcp.poe.site.json.JsonFields;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.reply.MessageNode;
import dev.poemcp.poe.site.reply.ReplyQueries;
import dev.poemcp.poe.site.session.Site;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link ReplyQueries} over the site. */
final class SiteReplyQueries implements ReplyQueries {
    private final Site site;
    private final ChatDirectory chats;

    SiteReplyQueries(Site site, ChatDirectory chats) {
        this.site = site;
        this.chats = chats;
    }

    @Override
    public ChatSnapshot readChat(Chat chat) {
        ChatDirectory.ChatMessages page = chats.newest(chat.ref());
        return new ChatSnapshot(
                page.messages().stream().map(MessageNode::read).toList(),
                page.chat().title());
    }

    /** @throws PoeException {@link PoeFailure.NotFound} if there is no such message */
    @Override
    public @Nullable Long cost(String messageCode) {
        JsonNode message = site.ask(Operation.MESSAGE_INFO, Map.of("messageCode", messageCode))
                .path("messageOfCode");
        if (!message.isObject()) {
            throw new PoeException(new PoeFailure.NotFound(PoeFailure.Subject.MESSAGE, messageCode));
        }
        return JsonFields.number(message.path("responsibleJob").path("totalCostPoints"));
    }

    @Override
    public Optional<Long> pointsLimit() {
        JsonNode viewer = site.ask(Operation.ACCOUNT_SETTINGS, Map.of()).path("viewer");
        return AccountSettingsReader.read(viewer)
                .map(AccountSettings::points)
                .map(AccountSettings.Points::defaultLimitPerMessage);
    }

    @Override
    public void cancel(long chatId) {
        JsonNode done = site.ask(Operation.CANCEL, Map.of("chatId", chatId)).path("cancelViewerActiveJobs");
        if (!done.isObject()) {
            throw new PoeException(
                    new PoeFailure.UnexpectedResponse("Poe did not confirm that the answer is cancelled.", Spend.NONE));
        }
    }
}
