package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.SentMessage;
import dev.poemcp.emulator.control.UploadedFile;
import dev.poemcp.emulator.reply.ReplyRunner;
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

/** Starts and stops replies: send, regenerate, cancel (docs/poe-protocol.md §6.1 to §6.3). */
public final class SendOperations {
    private static final long MAX_FILES_BYTES = 350_000_000;

    private final World world;
    private final WorldJson json;
    private final ReplyRunner runner;
    private final Uploads uploads;
    private final List<SentMessage> sent = new ArrayList<>();

    SendOperations(World world, WorldJson json, ReplyRunner runner, Uploads uploads) {
        this.world = world;
        this.json = json;
        this.runner = runner;
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
        var bot = findBot(variables.text("bot"));
        if (bot.isEmpty()) {
            return rejected("no_access", "This bot is not available.");
        }
        if (files.stream().mapToLong(UploadedFile::sizeBytes).sum() > MAX_FILES_BYTES) {
            return rejected("file_too_large", "File size too large. Please try again with a smaller file.");
        }
        var existing = findChat(variables);
        if (existing.flatMap(Chat::activeJob).isPresent()) {
            return rejected("concurrent_messages", "Please wait for the current answer to finish.");
        }
        var plan = bot.get().script().plan(text);
        var refusal = plan.refusal();
        if (refusal != null) {
            return rejected(refusal.status(), refusal.statusMessage());
        }
        var fetchChat = variables.flag("shouldFetchChat") && plan.sendReturnsChat();
        return Nodes.of("messageEdgeCreate", create(bot.get(), existing, text, nonce, files, plan, fetchChat));
    }

    private ObjectNode create(
            Bot bot,
            Optional<Chat> existing,
            String text,
            String nonce,
            List<UploadedFile> files,
            ReplyPlan plan,
            boolean fetchChat) {
        var chat = existing.orElseGet(() -> world.newChat(bot));
        var human = world.addHuman(chat, text, nonce);
        files.forEach(file -> human.attachments().add(attachment(file)));
        sent.add(new SentMessage(human.messageId(), chat.chatId(), bot.handle(), text, nonce, files));
        var job = world.newJob(chat, bot);

        if (existing.isEmpty()) {
            runner.publish(List.of(runner.about("chatAddedV2", chat)));
        }
        runner.publish(List.of(runner.about("messageAdded", human), runner.about("messageCreated", human)));

        var created = Nodes.status("success", null);
        created.set("chat", fetchChat ? json.chat(chat) : null);
        created.set("message", Nodes.of("node", json.message(human)));
        var reply = runner.start(job, plan, () -> {}).filter(message -> plan.sendReturnsBotMessage());
        created.set(
                "botMessage",
                reply.map(message -> Nodes.of("node", json.message(message))).orElse(null));
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
        var answer = answerOf(old);
        var position = chat.messages().indexOf(answer.get(0));
        var isLast = chat.last().filter(last -> last == old).isPresent();
        if (!isLast || position == 0 || chat.messages().get(position - 1).author() != Author.HUMAN) {
            return Nodes.of("messageRegenerate", Nodes.status("error", "Only the last answer can be made again."));
        }
        var userMessage = chat.messages().get(position - 1);
        var job = world.newJob(chat, botOf(old));
        var unused =
                runner.start(job, job.bot().script().plan(userMessage.text()), () -> answer.forEach(world::remove));
        return Nodes.of("messageRegenerate", Nodes.status("success", null));
    }

    /** All messages of the job that created this one, oldest first (docs/poe-protocol.md §5.7). */
    private static List<Message> answerOf(Message message) {
        var job = message.job();
        return job == null
                ? List.of(message)
                : message.chat().messages().stream()
                        .filter(other -> other.job() == job)
                        .toList();
    }

    private ObjectNode cancel(Variables variables, Operation.Caller caller) {
        var chat = world.chat(variables.number("chatId"));
        chat.flatMap(Chat::activeJob).ifPresent(runner::cancel);
        return Nodes.of("cancelViewerActiveJobs", chat.isPresent() ? Nodes.of("viewer", json.viewerId()) : null);
    }

    private ObjectNode cancelMessage(Variables variables, Operation.Caller caller) {
        var message = world.message(variables.number("messageId"));
        message.map(Message::job).filter(Job::active).ifPresent(runner::cancel);
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

    private Optional<Chat> findChat(Variables variables) {
        var chatId = variables.optionalNumber("chatId");
        if (chatId.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(world.chat(chatId.getAsLong()).orElseThrow(Operation.ServerError::new));
    }

    /** Finds a bot by handle, or by the internal name that some clients use. */
    private Optional<Bot> findBot(String name) {
        return world.bot(name)
                .or(() -> world.bots().stream()
                        .filter(bot -> bot.facts().nickname().equals(name))
                        .findFirst());
    }

    private static Bot botOf(Message message) {
        var job = message.job();
        return job == null ? message.chat().bot() : job.bot();
    }

    private Attachment attachment(UploadedFile file) {
        var id = world.ids().otherId();
        return new Attachment(id, file.name(), file.contentType(), file.sizeBytes(), "/file/upload/" + id);
    }

    private static ObjectNode rejected(String status, @Nullable String statusMessage) {
        var result = Nodes.status(status, statusMessage);
        result.putNull("chat");
        result.putNull("message");
        result.putNull("botMessage");
        result.putNull("job");
        return Nodes.of("messageEdgeCreate", result);
    }
}
