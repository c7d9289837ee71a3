package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.SentMessage;
import dev.poemcp.emulator.control.UploadedFile;
import dev.poemcp.emulator.reply.Stage;
import dev.poemcp.emulator.script.ReplyPlan;
import dev.poemcp.emulator.world.Attachment;
import dev.poemcp.emulator.world.Bot;
import dev.poemcp.emulator.world.Chat;
import dev.poemcp.emulator.world.Job;
import dev.poemcp.emulator.world.Message;
import dev.poemcp.emulator.world.Message.Author;
import dev.poemcp.emulator.world.World;
import dev.poemcp.emulator.world.WorldJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes a bot speak or stop: send, regenerate, cancel (docs/poe-protocol.md §6.1 to §6.3). */
public final class SendOperations {
    private static final long MAX_FILES_BYTES = 350_000_000;

    private final World world;
    private final WorldJson json;
    private final Stage stage;
    private final Uploads uploads;
    private final List<SentMessage> sent = new ArrayList<>();

    SendOperations(World world, WorldJson json, Stage stage, Uploads uploads) {
        this.world = world;
        this.json = json;
        this.stage = stage;
        this.uploads = uploads;
    }

    Map<String, Operation> all() {
        return Map.of(
                "sendMessage", this::send,
                "regenerate", this::regenerate,
                "cancel", this::cancel,
                "cancelMessage", this::cancelMessage);
    }

    /** The human messages that were created. Hold the world's monitor. */
    public List<SentMessage> sent() {
        return List.copyOf(sent);
    }

    private ObjectNode send(Variables variables, Operation.Caller caller) {
        var nonce = variables.text("clientNonce");
        var text = variables.text("query");
        var files = files(variables, caller);
        if (!nonce.matches("[a-zA-Z0-9]{16}") || (text.isEmpty() && files.isEmpty())) {
            throw new Operation.ServerError();
        }
        var bot = botNamed(variables.text("bot"));
        if (bot.isEmpty()) {
            return notSent("no_access", "This bot is not available.");
        }
        if (files.stream().mapToLong(UploadedFile::sizeBytes).sum() > MAX_FILES_BYTES) {
            return notSent("file_too_large", "File size too large. Please try again with a smaller file.");
        }
        var known = chatNamed(variables);
        if (known.flatMap(Chat::activeJob).isPresent()) {
            return notSent("concurrent_messages", "Please wait for the current answer to finish.");
        }
        var plan = bot.get().script().plan(text);
        var refusal = plan.refusal();
        if (refusal != null) {
            return notSent(refusal.status(), refusal.statusMessage());
        }
        var fetchChat = variables.flag("shouldFetchChat") && plan.sendAnswersChat();
        return Nodes.of("messageEdgeCreate", create(bot.get(), known, text, nonce, files, plan, fetchChat));
    }

    private ObjectNode create(
            Bot bot,
            Optional<Chat> known,
            String text,
            String nonce,
            List<UploadedFile> files,
            ReplyPlan plan,
            boolean fetchChat) {
        var chat = known.orElseGet(() -> world.newChat(bot));
        var human = world.addHuman(chat, text, nonce);
        files.forEach(file -> human.attachments().add(attachment(file)));
        sent.add(new SentMessage(human.messageId(), chat.chatId(), bot.handle(), text, nonce, files));
        var job = world.newJob(chat, bot);

        if (known.isEmpty()) {
            stage.publish(List.of(stage.about("chatAddedV2", chat)));
        }
        stage.publish(List.of(stage.about("messageAdded", human), stage.about("messageCreated", human)));

        var created = Nodes.status("success", null);
        created.set("chat", fetchChat ? json.chat(chat) : null);
        created.set("message", Nodes.of("node", json.message(human)));
        var answer = stage.start(job, plan, () -> {}).filter(message -> plan.sendAnswersBotMessage());
        created.set(
                "botMessage",
                answer.map(message -> Nodes.of("node", json.message(message))).orElse(null));
        created.set("job", json.job(job));
        return created;
    }

    private ObjectNode regenerate(Variables variables, Operation.Caller caller) {
        var old = world.message(variables.number("messageId"))
                .filter(message -> message.author() == Author.BOT)
                .orElseThrow(Operation.ServerError::new);
        var chat = old.chat();
        if (chat.activeJob().isPresent()) {
            return Nodes.of("messageRegenerate", Nodes.status("concurrent_messages", null));
        }
        var position = chat.messages().indexOf(old);
        var isLast = chat.last().filter(last -> last == old).isPresent();
        if (!isLast || position == 0 || chat.messages().get(position - 1).author() != Author.HUMAN) {
            return Nodes.of("messageRegenerate", Nodes.status("error", "Only the last answer can be made again."));
        }
        var question = chat.messages().get(position - 1);
        var job = world.newJob(chat, jobBot(old));
        var unused = stage.start(job, job.bot().script().plan(question.text()), () -> world.remove(old));
        return Nodes.of("messageRegenerate", Nodes.status("success", null));
    }

    private ObjectNode cancel(Variables variables, Operation.Caller caller) {
        var chat = world.chat(variables.number("chatId"));
        chat.flatMap(Chat::activeJob).ifPresent(stage::cancel);
        return Nodes.of("cancelViewerActiveJobs", chat.isPresent() ? Nodes.of("viewer", json.viewerId()) : null);
    }

    private ObjectNode cancelMessage(Variables variables, Operation.Caller caller) {
        var message = world.message(variables.number("messageId"));
        message.map(Message::job).filter(Job::active).ifPresent(stage::cancel);
        return Nodes.of(
                "messageCancel",
                message.map(found -> Nodes.of("message", json.message(found))).orElse(null));
    }

    private List<UploadedFile> files(Variables variables, Operation.Caller caller) {
        var files = new ArrayList<>(caller.files());
        for (var token : variables.texts("fileHashJwts")) {
            files.add(uploads.redeem(token).orElseThrow(Operation.ServerError::new));
        }
        if (files.size() != variables.texts("attachments").size()) {
            throw new Operation.ServerError();
        }
        return files;
    }

    private Optional<Chat> chatNamed(Variables variables) {
        var chatId = variables.optionalNumber("chatId");
        if (chatId.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(world.chat(chatId.getAsLong()).orElseThrow(Operation.ServerError::new));
    }

    /** By handle, or by the internal name that some clients know. */
    private Optional<Bot> botNamed(String name) {
        return world.bot(name)
                .or(() -> world.bots().stream()
                        .filter(bot -> bot.facts().nickname().equals(name))
                        .findFirst());
    }

    private static Bot jobBot(Message message) {
        var job = message.job();
        return job == null ? message.chat().bot() : job.bot();
    }

    private Attachment attachment(UploadedFile file) {
        var id = world.ids().otherId();
        return new Attachment(id, file.name(), file.contentType(), file.sizeBytes(), "/file/upload/" + id);
    }

    private static ObjectNode notSent(String status, @Nullable String statusMessage) {
        var refused = Nodes.status(status, statusMessage);
        refused.putNull("chat");
        refused.putNull("message");
        refused.putNull("botMessage");
        refused.putNull("job");
        return Nodes.of("messageEdgeCreate", refused);
    }
}
