package dev.poemcp.emulator;

import dev.poemcp.emulator.reply.ReplyRunner;
import dev.poemcp.emulator.world.Bot;
import dev.poemcp.emulator.world.Chat;
import dev.poemcp.emulator.world.World;
import java.util.List;

/**
 * Another client of the same account, e.g. a browser. Its changes are published on the channel to every subscriber.
 * Chats are given by code, bots by handle; an unknown one is an {@link IllegalArgumentException}.
 */
public final class OtherClient {
    private final World world;
    private final ReplyRunner runner;

    OtherClient(World world, ReplyRunner runner) {
        this.world = world;
        this.runner = runner;
    }

    /** Changes the bot of a chat: {@code defaultBotOfChatChanged} with {@code id} and {@code defaultBotObject}. */
    public void changeBotOfChat(String chatCode, String handle) {
        synchronized (world) {
            var chat = chat(chatCode);
            chat.bot(bot(handle));
            runner.publish(List.of(runner.about("defaultBotOfChatChanged", chat)));
        }
    }

    /**
     * Changes the account's default bot: {@code viewerStateUpdated}, whose known fields don't include the bot, so a
     * client must query it.
     */
    public void changeDefaultBot(String handle) {
        synchronized (world) {
            world.viewer().defaultBot(bot(handle));
            runner.publish(List.of(runner.aboutViewer()));
        }
    }

    /** Changes the account's point limit per message: {@code viewerStateUpdated} with {@code messagePointInfo}. */
    public void changePointLimit(long points) {
        synchronized (world) {
            world.viewer().defaultPointLimit(points);
            runner.publish(List.of(runner.aboutViewer()));
        }
    }

    /** Renames a chat: {@code chatTitleUpdated}. */
    public void renameChat(String chatCode, String title) {
        synchronized (world) {
            var chat = chat(chatCode);
            chat.title(title);
            runner.publish(List.of(runner.about("chatTitleUpdated", chat)));
        }
    }

    /** Consents to the cost of the message that waits in a chat, which starts its reply. */
    public void consentToCost(String chatCode) {
        synchronized (world) {
            if (!runner.consent(chat(chatCode))) {
                throw new IllegalArgumentException("No message waits for consent in chat " + chatCode);
            }
        }
    }

    private Chat chat(String code) {
        return world.chat(code).orElseThrow(() -> new IllegalArgumentException("No chat " + code));
    }

    private Bot bot(String handle) {
        return world.bot(handle).orElseThrow(() -> new IllegalArgumentException("No bot " + handle));
    }
}
