package dev.poemcp.poe.site.message;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.reply.MessageNode;
import dev.poemcp.poe.site.reply.ReplyDesk;
import dev.poemcp.poe.site.reply.ReplyHead;
import dev.poemcp.poe.site.session.ChatDirectory;
import dev.poemcp.poe.site.session.Site;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last answer of a chat on its way to being made anew (protocol reference 6.2). */
final class RetryErrand implements Errand {
    private static final Logger log = LoggerFactory.getLogger(RetryErrand.class);

    private final Site site;
    private final ChatDirectory chats;
    private final ReplyDesk desk;
    private final LastAnswer last;
    private final Addressee to;

    RetryErrand(Site site, ChatDirectory chats, ReplyDesk desk, LastAnswer last, Addressee to) {
        this.site = site;
        this.chats = chats;
        this.desk = desk;
        this.last = last;
        this.to = to;
    }

    @Override
    public long chatId() {
        return to.chatId();
    }

    @Override
    public Duration limit() {
        return site.limits().send();
    }

    @Override
    public CompletableFuture<JsonNode> start() {
        Map<String, Object> values = new HashMap<>();
        values.put("messageId", last.answer().messageId());
        if (to.points() != null) {
            values.put("price", to.points());
        }
        return site.start(Operation.REGENERATE, values, List.of());
    }

    @Override
    public Taken read(JsonNode data) {
        JsonNode made = data.path("messageRegenerate");
        if (!made.isObject()) {
            throw new PoeException(new PoeFailure.UnexpectedResponse(
                    "Poe's answer does not say whether it makes the answer anew.", Spend.POSSIBLE));
        }
        Refusal.check(made);
        return new Taken(last.chat(), last.humanId(), 0, 0);
    }

    /** There is a newer answer than the last one, or the last one grows again. */
    @Override
    public LostSend find(boolean patiently) throws InterruptedException {
        LostSend look = look();
        if (look.taken().isEmpty() && patiently) {
            // What Poe was still busy with may show a moment later.
            TimeUnit.NANOSECONDS.sleep(site.limits().firstBackOff().toNanos());
            look = look();
        }
        return look;
    }

    private LostSend look() {
        long old = last.answer().messageId();
        try {
            List<MessageNode> messages = chats.newest(last.chat().ref()).messages().stream()
                    .map(MessageNode::read)
                    .toList();
            return messages.stream()
                    .filter(MessageNode::fromBot)
                    .filter(message ->
                            message.messageId() > old || (message.messageId() == old && LastAnswer.grows(message)))
                    .findFirst()
                    .map(message -> new Taken(last.chat(), last.humanId(), message.messageId(), message.jobId()))
                    .map(LostSend::found)
                    .orElseGet(() -> LostSend.notSeen(!messages.isEmpty()));
        } catch (PoeException unreadable) {
            log.debug("The chat can not be read: {}", unreadable.getMessage());
            return LostSend.notSeen(false);
        }
    }

    @Override
    public LiveReply follow(Taken taken) {
        ReplyHead head = new ReplyHead(taken.chat(), to.bot(), taken.humanId() == 0 ? null : taken.humanId());
        return taken.answerId() == 0
                ? desk.followAgain(head, last.answer().messageId())
                : desk.followNew(head, taken.answerId(), last.answer().messageId(), taken.jobId());
    }

    @Override
    public void breakOff() {
        // A request this small is out as soon as it is made.
    }

    @Override
    public Optional<PoeFailure> defect() {
        return Optional.empty();
    }
}
