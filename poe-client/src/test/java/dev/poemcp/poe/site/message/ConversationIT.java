package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.script.BotScript;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConversationIT {
    private static final String[] PIECES = {"old ", "pond ", "frog ", "leaps ", "in"};
    private static final String WHOLE = "old pond frog leaps in";

    private final LiveFixture fixture = new LiveFixture(LiveFixture.SHORT_LIMITS);

    @AfterEach
    void close() {
        assertTrue(fixture.isIdle(), "nothing is kept of a closed reply");
        fixture.close();
    }

    @Test
    void growingReply_endsWithCompleteTextAndCost() {
        fixture.poe.bot("Haiku").says(PIECES).costs(30).every(Duration.ofMillis(30));
        List<String> texts = new ArrayList<>();

        Reply reply;
        try (LiveReply live = fixture.send("Haiku", "a haiku please")) {
            reply = live.await(LiveFixture.MAX_WAIT, update -> texts.add(update.text()));
        }

        assertEquals(Reply.State.COMPLETE, reply.state());
        assertEquals(WHOLE, reply.text());
        assertTrue(texts.size() > 2, "intermediate texts: " + texts);
        assertTrue(texts.stream().allMatch(WHOLE::startsWith));
        assertEquals(30L, reply.pointsSpent());
        assertEquals("Haiku", reply.bot());
        assertNotNull(reply.messageId());
        assertEquals(fixture.poe.sentMessages().get(0).messageId(), reply.userMessageId());
        assertEquals(fixture.poe.sentMessages().get(0).chatId(), reply.chat().chatId());
    }

    /** Ways in which the same reply may arrive. */
    enum Arrival {
        IN_ONE_FRAME(script -> script.updatesPerFrame(10)),
        DOUBLED(BotScript::eventsDoubled),
        OUT_OF_ORDER(BotScript::eventsOutOfOrder),
        AMONG_BAD_MESSAGES(BotScript::badMessagesAmongGood),
        AMONG_OTHER_CHATS(BotScript::otherChatsAmong),
        ONLY_AT_THE_END(BotScript::textOnlyAtEnd),
        AFTER_THE_JOBS_END(BotScript::jobEndsBeforeLastMessage),
        WITHOUT_ITS_NUMBER(BotScript::sendAnswersWithoutBotMessage),
        WITHOUT_TITLE(BotScript::withoutTitle),
        TITLE_FIRST(script -> script.titleAfter(Duration.ofMillis(-1))),
        WITH_UPDATES_LOST(script -> script.losesUpdates(2, 3)),
        WITHOUT_A_LAST_UPDATE(script -> script.losesUpdates(5, 6, 7)),
        WITHOUT_ANY_EVENT(BotScript::withoutEvents),
        REPLACED(script -> script.thenReplacesTextWith("Thinking...").thenReplacesTextWith(WHOLE)),
        SHORTENED(script -> script.says(" and more").thenReplacesTextWith(WHOLE)),

        TRUNCATED_AT_POE(script -> script.thenEndsWith("output_truncated"));

        @SuppressWarnings("ImmutableEnumChecker") // a test case, never changed
        final Consumer<BotScript> script;

        Arrival(Consumer<BotScript> script) {
            this.script = script;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anyArrival_replyIsComplete(Arrival arrival) {
        arrival.script.accept(fixture.poe.bot("Haiku").says(PIECES));

        Reply reply = fixture.ask("Haiku", "a haiku please");

        assertEquals(Reply.State.COMPLETE, reply.state());
        assertEquals(WHOLE, reply.text());
        assertEquals(1, fixture.poe.sentMessages().size());
    }

    @Test
    void sendResponseWithoutChat_replyIsFollowed() {
        fixture.poe.bot("Haiku").says(PIECES).sendAnswersWithoutChat();

        Reply first = fixture.ask("Haiku", "one");
        Reply second = LiveFixture.end(fixture.send(first.chat().ref(), "Haiku", "two"));

        assertEquals(WHOLE, first.text());
        assertEquals(WHOLE, second.text());
        assertEquals(first.chat().chatId(), second.chat().chatId());
        assertEquals(2, fixture.poe.sentMessages().size());
    }

    @ParameterizedTest
    @CsvSource({
        "error_insufficient_fund, InsufficientPoints",
        "error_user_message_too_long, MessageTooLong",
        "error_llm, MessageFailed",
        "error_bot_is_down, MessageFailed",
        "error_new_kind, MessageFailed",
    })
    void errorState_mapsToFailure(String state, String failure) {
        fixture.poe.bot("Bad").says("half").thenEndsWith(state, "because of this");

        Reply reply = fixture.ask("Bad", "go");

        assertEquals(Reply.State.FAILED, reply.state());
        PoeFailure why = reply.failure().orElseThrow();
        assertEquals(failure, why.getClass().getSimpleName());
        assertTrue(why.what().contains("because of this"), why.what());
    }

    @Test
    void insufficientPoints_failReply() {
        fixture.poe.bot("Expensive").says("gold").costs(500);
        fixture.poe.ledger().setBalance(499);

        Reply reply = fixture.ask("Expensive", "go");

        assertInstanceOf(PoeFailure.InsufficientPoints.class, reply.failure().orElseThrow());
    }

    @Test
    void waitTimedOut_returnsPartialReply() {
        fixture.poe.bot("Slow").says("one ").thenWaits(Duration.ofMillis(900)).says("two");

        Reply early;
        Reply late;
        try (LiveReply live = fixture.send("Slow", "go")) {
            early = live.await(Duration.ofMillis(300), update -> {});
            late = live.await(LiveFixture.MAX_WAIT, update -> {});
        }

        assertEquals(Reply.State.IN_PROGRESS, early.state());
        assertEquals("one ", early.text());
        assertEquals("one two", late.text());
    }

    @Test
    void suggestionsAndTitle_areReturned() {
        fixture.poe.bot("Haiku").says(PIECES).suggests("Another", "Why a frog?").titles("A pond");

        Reply reply = fixture.ask("Haiku", "go");

        assertEquals(List.of("Another", "Why a frog?"), reply.suggestedReplies());
        assertEquals("A pond", reply.chat().title());
    }

    @Test
    void botWithoutSuggestions_delaysOnlyFirstReply() {
        fixture.poe.bot("Haiku").says(PIECES).costs(1);

        fixture.ask("Haiku", "one");
        fixture.poe.requests().clear();
        Reply second = fixture.ask("Haiku", "two");

        assertEquals(WHOLE, second.text());
        assertEquals(
                1,
                fixture.poe.requests().all().size(),
                "a send with warm caches is one request: "
                        + fixture.poe.requests().all());
    }

    @Test
    void imageInReply_isAttachment() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
        fixture.poe.bot("Painter").says("Here: ").attaches("cat.png", "image/png", png);

        Reply reply = fixture.ask("Painter", "a cat");

        var image = reply.attachments().get(0);
        assertEquals("cat.png", image.name());
        assertEquals("image/png", image.mimeType());
        assertEquals(8L, image.sizeBytes());
        assertTrue(Objects.requireNonNull(image.url()).isAbsolute());
    }

    @Test
    void chatIdOrCode_continuesWithSameBot() {
        fixture.poe.bot("Haiku").answers(text -> "you said " + text);

        Reply first = fixture.ask("Haiku", "one");
        Reply second =
                LiveFixture.end(fixture.send(new ChatRef.ById(first.chat().number()), null, "two"));
        Reply third =
                LiveFixture.end(fixture.send(new ChatRef.ByCode(first.chat().chatCode()), null, "three"));

        assertEquals("you said two", second.text());
        assertEquals("you said three", third.text());
        assertEquals("Haiku", third.bot());
        assertEquals(
                List.of(
                        first.chat().chatId(),
                        first.chat().chatId(),
                        first.chat().chatId()),
                fixture.poe.sentMessages().stream().map(sent -> sent.chatId()).toList());
    }

    @Test
    void unknownCost_isNull() {
        fixture.poe.bot("Haiku").says(PIECES).costs(30);
        fixture.poe.faults().on("messageInfo", Fault.outdated()).always();
        fixture.poe.faults().on("subscribe", Fault.graphQlError("Server Error")).times(100);

        Reply reply = fixture.ask("Haiku", "go");

        assertEquals(WHOLE, reply.text());
        assertNull(reply.pointsSpent());
    }
}
