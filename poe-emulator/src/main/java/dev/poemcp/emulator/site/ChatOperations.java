package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.channel.Event;
import dev.poemcp.emulator.reply.Stage;
import dev.poemcp.emulator.world.Chat;
import dev.poemcp.emulator.world.Identities;
import dev.poemcp.emulator.world.Message;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chats: history, reading, titles, context, deletion (protocol reference 6.12, 6.14, 6.16). */
final class ChatOperations {
    private static final int NEWEST_PAGE = 20;

    private final World world;
    private final WorldJson json;
    private final Stage stage;

    ChatOperations(World world, WorldJson json, Stage stage) {
        this.world = world;
        this.json = json;
        this.stage = stage;
    }

    Map<String, Operation> all() {
        return Map.of(
                "chatHistory", (variables, caller) -> Nodes.of("chats", historyPage(world.history(), variables)),
                "botChats", this::botChats,
                "chatPage", this::chatPage,
                "chatMessages", this::chatMessages,
                "setTitle", this::setTitle,
                "setContextOptimization", this::setContextOptimization,
                "clearContext", this::clearContext,
                "deleteChat", this::deleteChat,
                "purge", this::purge);
    }

    private ObjectNode botChats(Variables variables, Operation.Caller caller) {
        var ofBot = world.history().stream()
                .filter(chat -> chat.bot().handle().equals(variables.text("handle")))
                .toList();
        return Nodes.of("filteredChats", historyPage(ofBot, variables));
    }

    /** A cursor is time and id of the last chat seen, so that a page stays right when chats come and go. */
    private ObjectNode historyPage(List<Chat> chats, Variables variables) {
        var after = variables.optionalText("cursor").orElse(null);
        var rest = after == null
                ? chats
                : chats.stream()
                        .filter(chat -> cursor(chat).compareTo(after) < 0)
                        .toList();
        var page = rest.subList(0, Math.min(rest.size(), variables.pageSize()));
        var cursors = page.stream().map(ChatOperations::cursor).toList();
        var end = cursors.isEmpty() ? null : cursors.get(cursors.size() - 1);
        return WorldJson.connection(
                page.stream().map(json::chat).toList(), cursors, WorldJson.pageInfo(end, page.size() < rest.size()));
    }

    private static String cursor(Chat chat) {
        return String.format("%019d-%019d", chat.lastInteractionMicros(), chat.chatId());
    }

    private ObjectNode chatPage(Variables variables, Operation.Caller caller) {
        return Nodes.of(
                "chatOfCode",
                world.chat(variables.text("chatCode"))
                        .map(chat -> withMessages(chat, Optional.empty(), NEWEST_PAGE))
                        .orElse(null));
    }

    private ObjectNode chatMessages(Variables variables, Operation.Caller caller) {
        var cursor = variables.optionalText("cursor").filter(text -> !text.equals("0"));
        return Nodes.of(
                "node",
                world.history().stream()
                        .filter(chat -> Identities.global("Chat", chat.chatId()).equals(variables.text("id")))
                        .findFirst()
                        .map(chat -> withMessages(chat, cursor, variables.pageSize()))
                        .orElse(null));
    }

    /** Oldest first within the page, which ends before the message of the cursor. */
    private ObjectNode withMessages(Chat chat, Optional<String> before, int count) {
        var older = chat.messages().stream()
                .filter(message -> before.isEmpty() || position(message).compareTo(before.get()) < 0)
                .toList();
        var page = older.subList(Math.max(0, older.size() - count), older.size());
        var cursors = page.stream().map(ChatOperations::position).toList();
        var pageInfo = Nodes.object()
                .put("startCursor", cursors.isEmpty() ? null : cursors.get(0))
                .put("hasPreviousPage", page.size() < older.size());
        var node = json.chat(chat);
        node.set(
                "messagesConnection",
                WorldJson.connection(page.stream().map(json::message).toList(), cursors, pageInfo));
        return node;
    }

    private static String position(Message message) {
        return String.format("%015d", message.messageId());
    }

    private ObjectNode setTitle(Variables variables, Operation.Caller caller) {
        var chat = world.chat(variables.number("chatId"));
        var title = variables.text("title").strip();
        if (chat.isEmpty() || title.isEmpty()) {
            return Nodes.of("chatSetTitle", Nodes.status("error", "The title could not be set."));
        }
        chat.get().title(title);
        stage.publish(List.of(stage.about("chatTitleUpdated", chat.get())));
        var answer = Nodes.status("success", null);
        answer.set("chat", json.chat(chat.get()));
        return Nodes.of("chatSetTitle", answer);
    }

    private ObjectNode setContextOptimization(Variables variables, Operation.Caller caller) {
        var chat = world.chat(variables.number("chatId"));
        if (chat.isEmpty()) {
            return Nodes.of("chatSetContextOptimization", null);
        }
        chat.get().contextOptimization(variables.flag("isContextOptimizationOn"));
        stage.publish(List.of(stage.about("chatSettingsUpdated", chat.get())));
        return Nodes.of("chatSetContextOptimization", Nodes.of("chat", json.chat(chat.get())));
    }

    private ObjectNode clearContext(Variables variables, Operation.Caller caller) {
        var chat = world.chat(variables.number("chatId"));
        if (chat.isEmpty()) {
            return Nodes.of("messageBreakEdgeCreate", null);
        }
        var made = world.addBreak(chat.get(), variables.text("clientNonce"));
        stage.publish(List.of(stage.about("messageAdded", made)));
        return Nodes.of("messageBreakEdgeCreate", Nodes.of("message", Nodes.of("node", json.message(made))));
    }

    private ObjectNode deleteChat(Variables variables, Operation.Caller caller) {
        var chat = world.chat(variables.number("chatId"));
        if (chat.isEmpty()) {
            return Nodes.of("deleteChat", null);
        }
        chat.get().activeJob().ifPresent(stage::cancel);
        world.remove(chat.get());
        stage.publish(List.of(stage.about("chatDeletedV2", chat.get()), stage.about("chatDeletedV3", chat.get())));
        return Nodes.of("deleteChat", Nodes.of("viewer", json.viewerId()));
    }

    private ObjectNode purge(Variables variables, Operation.Caller caller) {
        world.busyChats().forEach(chat -> chat.activeJob().ifPresent(stage::cancel));
        world.removeAllChats();
        stage.publish(List.of(new Event.Update("allChatsDeleted", null, json.viewerId())));
        return Nodes.of("deleteUserMessages", Nodes.of("viewer", json.viewerId()));
    }
}
