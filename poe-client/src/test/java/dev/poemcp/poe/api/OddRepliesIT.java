package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.ApiBehavior;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.api.conversation.ConversationStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that are odd, by a bot query (Echo is in no catalogue) and by chat completions (GPT-5). */
class OddRepliesIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final PoeEmulator poe = PoeEmulator.start();
    private final ApiClient client =
            new ApiClient(ApiConfig.of(poe.apiUrl(), new Secret(poe.apiKey())), new ConversationStore(null));

    @AfterEach
    void close() {
        client.close();
        poe.close();
    }

    private LiveReply send(String bot) {
        return client.messages().send(new NewMessage("Hello", bot, null, List.of()));
    }

    private Reply ask(String bot) {
        return send(bot).await(LONG, update -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"Echo", "GPT-5"})
    void replyOfAHundredMegabytes_isCutAndSaysSo(String bot) {
        poe.api().answersOf(100_000_000);

        Reply reply = ask(bot);

        assertEquals(Reply.State.FAILED, reply.state());
        assertTrue(reply.text().length() > 1_000_000, "what came is kept");
        assertTrue(
                reply.failure().orElseThrow().what().contains("incomplete"),
                () -> reply.failure().toString());
        assertEquals(1, poe.apiQueries().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Echo", "GPT-5"})
    void replyWithoutEnd_isInProgressUntilItIsCancelled(String bot) {
        poe.api().answers(ApiBehavior.Answers.ENDLESS);
        LiveReply running = send(bot);

        assertEquals(
                Reply.State.IN_PROGRESS,
                running.await(Duration.ofMillis(300), update -> {}).state());
        assertTrue(client.messages().cancel(running.now().chat().ref()).cancelled());
        assertEquals(Reply.State.CANCELLED, running.await(LONG, update -> {}).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Echo", "GPT-5"})
    void malformedEvent_failsTheReply(String bot) {
        poe.api().transfer().malformedEvents(true);

        Reply reply = ask(bot);

        assertEquals(Reply.State.FAILED, reply.state());
        assertEquals(Spend.POSSIBLE, reply.failure().orElseThrow().spend());
        assertEquals(1, poe.apiQueries().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Echo", "GPT-5"})
    void streamOfSingleBytes_isRead(String bot) {
        poe.api().transfer().singleBytes(true);

        assertEquals(Reply.State.COMPLETE, ask(bot).state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Echo", "GPT-5"})
    void removedBot_isNotFound(String bot) {
        assertTrue(client.models().all().size() > 1);
        poe.api().access(bot, ApiBehavior.BotAccess.REMOVED);

        var failed = assertThrows(PoeException.class, () -> ask(bot));

        assertInstanceOf(PoeFailure.NotFound.class, failed.failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Echo", "GPT-5"})
    void botForSubscribers_saysSo(String bot) {
        poe.api().access(bot, ApiBehavior.BotAccess.SUBSCRIPTION);

        var failed = assertThrows(PoeException.class, () -> ask(bot));

        assertTrue(
                failed.failure().what().contains("subscription_required"),
                failed.failure().what());
    }
}
