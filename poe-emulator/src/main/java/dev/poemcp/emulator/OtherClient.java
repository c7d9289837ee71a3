package dev.poemcp.emulator;

import dev.poemcp.emulator.reply.Stage;
import dev.poemcp.emulator.world.Bot;
import dev.poemcp.emulator.world.Chat;
import dev.poemcp.emulator.world.World;
import java.util.List;

/**
 * Another client of the same account, e.g. a browser: what it does is told on the channel to every client that
 * subscribed to it. Chats are named by code, bots by handle; an {@link IllegalArgumentException} says that there is none.
 */
public final class OtherClient {
    private final World world;
    private final Stage stage;

    OtherClient(World world, Stage stage) {
        this.world = world;
        this.stage = stage;
    }

    /** Changes the bot of a chat: {@code defaultBotOfChatChanged} with {@code id} and {@code defaultBotObject}. */
    public void changeBotOfChat(String chatCode, String handle) {
        synchronized (world) {
            var chat = chat(chatCode);
            chat.bot(bot(handle));
            stage.publish(List.of(stage.about("defaultBotOfChatChanged", chat)));
        }
    }

    /**
     * Changes the account's default bot: {@code viewerStateUpdated}, whose known fields don't hold the bot, so a client
     * has to ask.
     */
    public void changeDefaultBot(String handle) {
        synchronized (world) {
            world.viewer().defaultBot(bot(handle));
            stage.publish(List.of(stage.aboutViewer()));
        }
    }

    /** Changes the points a message may cost: {@code viewerStateUpdated} with {@code messagePointInfo}. */
    public void changePointLimit(long points) {
        synchronized (world) {
            world.viewer().defaultPointLimit(points);
            stage.publish(List.of(stage.aboutViewer()));
        }
    }

    /** Renames a chat: {@code chatTitleUpdated}. */
    public void renameChat(String chatCode, String title) {
        synchronized (world) {
            var chat = chat(chatCode);
            chat.title(title);
            stage.publish(List.of(stage.about("chatTitleUpdated", chat)));
        }
    }

    /** Consents to the cost of the message that waits in a chat, so that its answer begins. */
    public void consentToCost(String chatCode) {
        synchronized (world) {
            if (!stage.consent(chat(chatCode))) {
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
