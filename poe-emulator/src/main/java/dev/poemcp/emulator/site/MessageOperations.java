package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.reply.ReplyRunner;
import dev.poemcp.emulator.world.Job;
import dev.poemcp.emulator.world.Message;
import dev.poemcp.emulator.world.Share;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Existing messages: cost, deletion, sharing, import, previews (docs/poe-protocol.md §6.4 to §6.7, §6.13). */
final class MessageOperations {
    private static final Pattern PREVIEW = Pattern.compile("```(?:html|jsx|tsx)\\n");

    private final World world;
    private final WorldJson json;
    private final ReplyRunner runner;
    private final String baseUrl;

    MessageOperations(World world, WorldJson json, ReplyRunner runner, String baseUrl) {
        this.world = world;
        this.json = json;
        this.runner = runner;
        this.baseUrl = baseUrl;
    }

    Map<String, Operation> all() {
        return Map.of(
                "messageInfo", this::info,
                "message", this::message,
                "deleteMessages", this::delete,
                "shareMessages", this::share,
                "importChat", this::importChat,
                "sharePreview", this::sharePreview);
    }

    private ObjectNode info(Variables variables, Operation.Caller caller) {
        var message = world.message(variables.text("messageCode"));
        var result = Nodes.of("messageOfCode", message.map(json::message).orElse(null));
        message.map(Message::job).ifPresent(Job::countCostRead);
        return result;
    }

    /** Returns a message's citations; the messages of the emulator have none. */
    private ObjectNode message(Variables variables, Operation.Caller caller) {
        var message = world.message(variables.number("messageId"));
        return Nodes.of("message", message.isPresent() ? Nodes.object().putNull("citations") : null);
    }

    private ObjectNode delete(Variables variables, Operation.Caller caller) {
        for (var messageId : variables.numbers("messageIds")) {
            world.message(messageId).ifPresent(message -> {
                world.remove(message);
                runner.publish(
                        List.of(runner.about("messageDeleted", message), runner.about("messageDeletedV2", message)));
            });
        }
        return Nodes.of("messagesDelete", Nodes.of("viewer", json.viewerId()));
    }

    private ObjectNode share(Variables variables, Operation.Caller caller) {
        var published = new ArrayList<Message>();
        for (var messageId : variables.numbers("messageIds")) {
            world.message(messageId)
                    .filter(message -> message.chat().chatId() == variables.number("chatId"))
                    .filter(message -> !message.state().equals("incomplete"))
                    .ifPresent(published::add);
        }
        if (published.isEmpty()
                || published.size() < variables.numbers("messageIds").size()) {
            return Nodes.of("messagesShare", null);
        }
        var share = world.share(published.get(0).chat(), published);
        return Nodes.of("messagesShare", Nodes.object().put("shareCode", share.code()));
    }

    private ObjectNode importChat(Variables variables, Operation.Caller caller) {
        var share = world.share(variables.text("shareCode"));
        if (share.isEmpty()) {
            return Nodes.of("continueChatFromPoeShare", Nodes.status("error", "This share does not exist."));
        }
        if (!hasBot(share.get(), variables.text("botName"))) {
            return Nodes.of("continueChatFromPoeShare", Nodes.status("error", "This bot is not available."));
        }
        var chat = world.continueFrom(share.get(), share.get().bot());
        runner.publish(List.of(runner.about("chatAddedV2", chat)));
        var result = Nodes.status("success", null);
        var messages = result.putArray("messages");
        chat.messages().forEach(message -> messages.add(Nodes.of("node", json.message(message))));
        return Nodes.of("continueChatFromPoeShare", result);
    }

    private static boolean hasBot(Share share, String botName) {
        var facts = share.bot().facts();
        return List.of(facts.handle(), facts.nickname(), facts.displayName()).contains(botName);
    }

    private ObjectNode sharePreview(Variables variables, Operation.Caller caller) {
        var message = world.message(variables.number("messageId"));
        if (message.isEmpty()) {
            throw new Operation.ServerError();
        }
        var previews = PREVIEW.matcher(message.get().text()).results().count();
        var index = variables.number("index");
        var url = baseUrl + "/preview/" + message.get().code() + "/" + index;
        var preview = index >= 0 && index < previews ? Nodes.object().put("shareUrl", url) : null;
        return Nodes.of("sharePreviewFromMessage", Nodes.of("sharedPreview", preview));
    }
}
