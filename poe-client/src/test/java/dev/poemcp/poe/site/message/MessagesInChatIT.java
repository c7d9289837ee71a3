package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages are looked up in their chat before they are deleted or shared. */
class MessagesInChatIT {
    /** Two messages each; more than the newest page of a chat has. */
    private static final int TURNS = 15;

    private final LiveFixture fixture = new LiveFixture(LiveFixture.SHORT_LIMITS);
    private final List<Long> ids = new ArrayList<>();
    private Chat chat;

    @SuppressWarnings("NullAway.Init")
    MessagesInChatIT() {}

    @BeforeEach
    void fillChat() {
        fixture.poe.bot("Haiku").says("frog");
        Reply first = fixture.ask("Haiku", "one");
        chat = first.chat();
        add(first);
        for (int i = 1; i < TURNS; i++) {
            add(LiveFixture.end(fixture.messages.send(new NewMessage("more", "Haiku", chat.ref(), List.of()))));
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private void add(Reply reply) {
        ids.add(Objects.requireNonNull(reply.userMessageId()));
        ids.add(Objects.requireNonNull(reply.messageId()));
    }

    @Test
    void messagesOlderThanOnePage_areSharedAndDeleted() {
        List<Long> oldest = List.of(ids.get(0), ids.get(1));

        fixture.messages.share(chat.ref(), oldest);
        fixture.messages.delete(chat.ref(), oldest);

        assertEquals(1, fixture.poe.requests().count("shareMessages"));
        assertEquals(1, fixture.poe.requests().count("deleteMessages"));
    }

    @Test
    void goodAndInventedIds_failAndNothingIsDoneToTheGood() {
        long older = 1;
        long newer = ids.get(ids.size() - 1) + 1_000_000;
        List<Long> mixed = List.of(newer, ids.get(0), older, ids.get(3));
        List<Long> missing = List.of(older, newer);

        for (PoeFailure failure : List.of(
                failure(() -> fixture.messages.delete(chat.ref(), mixed)),
                failure(() -> fixture.messages.share(chat.ref(), mixed)))) {
            assertEquals(
                    new PoeFailure.NotFound(
                            PoeFailure.Subject.MESSAGE,
                            missing.stream().map(String::valueOf).collect(Collectors.joining(", "))),
                    failure);
        }

        assertEquals(0, fixture.poe.requests().count("shareMessages"));
        assertEquals(0, fixture.poe.requests().count("deleteMessages"));
    }

    @Test
    void repeatedId_isFoundOnce() {
        long id = ids.get(2);

        fixture.messages.delete(chat.ref(), List.of(id, id));

        assertEquals(
                new PoeFailure.NotFound(PoeFailure.Subject.MESSAGE, Long.toString(id)),
                failure(() -> fixture.messages.delete(chat.ref(), List.of(id))));
        assertEquals(1, fixture.poe.requests().count("deleteMessages"));
    }

    private static PoeFailure failure(Runnable work) {
        return assertThrows(PoeException.class, work::run).failure();
    }
}
