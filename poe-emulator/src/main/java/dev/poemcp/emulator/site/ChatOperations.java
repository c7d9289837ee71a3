package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.channel.Event;
import dev.poemcp.emulator.query.BuildData;
import dev.poemcp.emulator.reply.ReplyRunner;
import dev.poemcp.emulator.world.Chat;
import dev.poemcp.emulator.world.IdGenerator;
import dev.poemcp.emulator.world.Message;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Chats: history, reading, titles, context, deletion (docs/poe-protocol.md §6.12, §6.14, §6.16). */
final class ChatOperations {
    private static final int NEWEST_PAGE = 20;
    private static final int HISTORY_PAGE = 50;
    private static final Pattern HISTORY_CURSOR = Pattern.compile(":?(\\d{1,19})[:-](\\d{1,19})");

    private final World world;
    private final WorldJson json;
    private final ReplyRunner runner;
    private final BuildData build;

    ChatOperations(World world, WorldJson json, ReplyRunner runner, BuildData build) {
        this.world = world;
        this.json = json;
        this.runner = runner;
        this.build = build;
    }

    Map<String, Operation> all() {
        return Map.ofEntries(
                Map.entry("chatHistory", (v, caller) -> Nodes.of("chats", historyPage(world.history(), v))),
                Map.entry("chatSearch", (v, caller) -> Nodes.of("filteredChats", historyPage(world.history(), v))),
                Map.entry("botChats", this::botChats),
                Map.entry("chatPage", this::chatPage),
                Map.entry("chatMessages", this::chatMessages),
                Map.entry("setTitle", this::setTitle),
                Map.entry("setContextOptimization", this::setContextOptimization),
                Map.entry("clearContext", this::clearContext),
                Map.entry("deleteChat", this::deleteChat),
                Map.entry("purge", this::purge));
    }

    private ObjectNode botChats(Variables variables, Operation.Caller caller) {
        var ofBot = world.history().stream()
                .filter(chat -> chat.bot().handle().equals(variables.text("handle")))
                .toList();
        return Nodes.of("filteredChats", historyPage(ofBot, variables));
    }

    /** A cursor is time and id of the last chat seen, so that pages stay correct when chats are added or deleted. */
    private ObjectNode historyPage(List<Chat> chats, Variables variables) {
        var after = variables.optionalText("cursor").map(ChatOperations::sortKey);
        var rest = chats.stream()
                .filter(chat -> after.isEmpty() || sortKey(cursor(chat)).compareTo(after.get()) < 0)
                .toList();
        var page = rest.subList(0, Math.min(rest.size(), variables.pageSize(HISTORY_PAGE)));
        var cursors = page.stream().map(this::cursor).toList();
        var end = cursors.isEmpty() ? null : cursors.get(cursors.size() - 1);
        return WorldJson.connection(
                page.stream().map(json::chat).toList(), cursors, WorldJson.pageInfo(end, page.size() < rest.size()));
    }

    private String cursor(Chat chat) {
        var form = build.historyCursorWithColons() ? ":%d:%d" : "%019d-%019d";
        return String.format(form, chat.lastInteractionMicros(), chat.chatId());
    }

    /** A cursor of either form as a sortable text. */
    private static String sortKey(String cursor) {
        var parts = HISTORY_CURSOR.matcher(cursor);
        if (!parts.matches()) {
            throw new Operation.ServerError();
        }
        return String.format("%019d-%019d", Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    private ObjectNode chatPage(Variables variables, Operation.Caller caller) {
        var page = Nodes.of(
                "chatOfCode",
                world.chat(variables.text("chatCode"))
                        .map(chat -> withMessages(chat, OptionalLong.empty(), NEWEST_PAGE))
                        .orElse(null));
        page.set("viewer", json.viewerId());
        return page;
    }

    private ObjectNode chatMessages(Variables variables, Operation.Caller caller) {
        var cursor = variables.optionalText("cursor").filter(text -> !text.equals("0"));
        if (cursor.filter(text -> !text.matches("\\d{1,18}")).isPresent()) {
            throw new Operation.ServerError();
        }
        var before = cursor.map(Long::parseLong).map(OptionalLong::of).orElse(OptionalLong.empty());
        return Nodes.of(
                "node",
                world.history().stream()
                        .filter(chat ->
                                IdGenerator.global("Chat", chat.chatId()).equals(variables.text("id")))
                        .findFirst()
                        .map(chat -> withMessages(chat, before, variables.pageSize()))
                        .orElse(null));
    }

    /** The page ends before the message of the cursor; oldest message first. */
    private ObjectNode withMessages(Chat chat, OptionalLong before, int count) {
        var older = chat.messages().stream()
                .filter(message -> before.isEmpty() || message.messageId() < before.getAsLong())
                .toList();
        var page = older.subList(Math.max(0, older.size() - count), older.size());
        var cursors = page.stream().map(this::position).toList();
        var pageInfo = Nodes.object()
                .put("startCursor", cursors.isEmpty() ? null : cursors.get(0))
                .put("hasPreviousPage", page.size() < older.size());
        var node = json.chat(chat);
        node.set(
                "messagesConnection",
                WorldJson.connection(page.stream().map(json::message).toList(), cursors, pageInfo));
        return node;
    }

    private String position(Message message) {
        return String.format(build.messageCursorPlain() ? "%d" : "%015d", message.messageId());
    }

    private ObjectNode setTitle(Variables variables, Operation.Caller caller) {
        var chat = world.chat(variables.number("chatId"));
        var title = variables.text("title").strip();
        if (chat.isEmpty() || title.isEmpty()) {
            return Nodes.of("chatSetTitle", Nodes.status("error", "The title could not be set."));
        }
        chat.get().title(title);
        runner.publish(List.of(runner.about("chatTitleUpdated", chat.get())));
        var result = Nodes.status("success", null);
        result.set("chat", json.chat(chat.get()));
        return Nodes.of("chatSetTitle", result);
    }

    private ObjectNode setContextOptimization(Variables variables, Operation.Caller caller) {
        var chat = world.chat(variables.number("chatId"));
        if (chat.isEmpty()) {
            return Nodes.of("chatSetContextOptimization", null);
        }
        chat.get().contextOptimization(variables.flag("isContextOptimizationOn"));
        runner.publish(List.of(runner.about("chatSettingsUpdated", chat.get())));
        return Nodes.of("chatSetContextOptimization", Nodes.of("chat", json.chat(chat.get())));
    }

    private ObjectNode clearContext(Variables variables, Operation.Caller caller) {
        var chat = world.chat(variables.number("chatId"));
        if (chat.isEmpty()) {
            return Nodes.of("messageBreakEdgeCreate", null);
        }
        var created = world.addBreak(chat.get(), variables.text("clientNonce"));
        runner.publish(List.of(runner.about("messageAdded", created)));
        return Nodes.of("messageBreakEdgeCreate", Nodes.of("message", Nodes.of("node", json.message(created))));
    }

    private ObjectNode deleteChat(Variables variables, Operation.Caller caller) {
        var chat = world.chat(variables.number("chatId"));
        if (chat.isEmpty()) {
            return Nodes.of("deleteChat", null);
        }
        chat.get().activeJob().ifPresent(runner::cancel);
        world.remove(chat.get());
        runner.publish(List.of(runner.about("chatDeletedV2", chat.get()), runner.about("chatDeletedV3", chat.get())));
        return Nodes.of("deleteChat", Nodes.of("viewer", json.viewerId()));
    }

    private ObjectNode purge(Variables variables, Operation.Caller caller) {
        world.busyChats().forEach(chat -> chat.activeJob().ifPresent(runner::cancel));
        world.removeAllChats();
        runner.publish(List.of(new Event.Update("allChatsDeleted", null, json.viewerId())));
        return Nodes.of("deleteUserMessages", Nodes.of("viewer", json.viewerId()));
    }
}
