package dev.poemcp.poe.site.message;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.reply.MessageNode;
import dev.poemcp.poe.site.session.BotFacts;
import dev.poemcp.poe.site.session.ChatDirectory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who answers a message. Remembers which bot answers in which chat. */
final class AddressBook {
    private static final Logger log = LoggerFactory.getLogger(AddressBook.class);
    private static final int MAX_CHATS = 2000;

    private final ChatDirectory chats;
    private final BotFacts bots;
    private final Map<Long, String> botOfChat = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MAX_CHATS;
        }
    };

    AddressBook(ChatDirectory chats, BotFacts bots) {
        this.chats = chats;
        this.bots = bots;
    }

    Addressee of(NewMessage message) {
        ChatRef chat = message.chat();
        String asked = message.bot();
        if (chat == null) {
            String bot = asked == null ? bots.defaultHandle() : asked;
            return new Addressee(bot, null, points(bot));
        }
        long chatId = chats.chatId(chat);
        String bot = asked == null ? botOf(chat, chatId) : asked;
        return new Addressee(bot, new ChatRef.ById(chatId), points(bot));
    }

    /** The bot that answers in the chat of this page. */
    String botOf(ChatDirectory.ChatMessages page) {
        Chat chat = page.chat();
        String bot = chat.bot();
        for (int i = page.messages().size() - 1; bot == null && i >= 0; i--) {
            MessageNode message = MessageNode.read(page.messages().get(i));
            bot = message.fromBot() ? message.botHandle() : null;
        }
        return bot == null ? bots.defaultHandle() : bot;
    }

    private String botOf(ChatRef chat, long chatId) {
        String known = remembered(chatId);
        if (known == null) {
            known = botOf(chats.newest(chat));
            remember(chatId, known);
        }
        return known;
    }

    private synchronized @Nullable String remembered(long chatId) {
        return botOfChat.get(chatId);
    }

    /** A message to this bot opened or continued the chat. */
    synchronized void remember(long chatId, String bot) {
        botOfChat.putIfAbsent(chatId, bot);
    }

    /**
     * What Poe says that a message to the bot costs.
     *
     * @throws PoeException when there is no such bot
     */
    @Nullable
    Long points(String bot) {
        try {
            return bots.get(bot).pointsPerMessage();
        } catch (PoeException failed) {
            // A query about bots that has drifted is no reason not to talk to them; only the price stays unknown.
            boolean drift = failed.failure() instanceof PoeFailure.QueryOutdated
                    || failed.failure() instanceof PoeFailure.UnexpectedResponse;
            if (!drift) {
                throw failed;
            }
            log.debug("The price of {} is not known: {}", bot, failed.getMessage());
            return null;
        }
    }
}
