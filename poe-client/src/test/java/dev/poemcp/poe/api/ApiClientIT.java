package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.poe.Changes.Change;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.Message;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.api.conversation.Conversation;
import dev.poemcp.poe.api.conversation.ConversationMessage;
import dev.poemcp.poe.api.conversation.ConversationStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Conversations by the key against the emulator. */
class ApiClientIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final PoeEmulator poe = PoeEmulator.start();
    private final ConversationStore store = new ConversationStore(null);
    private final Secret key = new Secret(poe.apiKey());
    private final ApiClient client = new ApiClient(ApiConfig.of(poe.apiUrl(), key), store);

    @AfterEach
    void close() {
        client.close();
        poe.close();
    }

    private Reply ask(String bot, @Nullable ChatRef chat, String text) {
        return client.messages()
                .send(new NewMessage(text, bot, chat, List.of()))
                .await(LONG, update -> {});
    }

    private List<String> texts(Chat chat) {
        return client.chats().messages(chat.ref(), 100, null).messages().items().stream()
                .map(Message::text)
                .toList();
    }

    @Test
    void followUp_carriesTheWholeConversation() {
        Reply first = ask("Echo", null, "one");
        Reply second = ask("Echo", first.chat().ref(), "two");

        assertEquals(first.chat().chatCode(), second.chat().chatCode());
        assertEquals(List.of("one", "one", "two", "two"), texts(second.chat()));
        assertEquals(2, poe.apiQueries().size());
    }

    @Test
    void costOfEachReply_isThatOfTheHistory() {
        Reply first = ask("Echo", null, "one");
        Reply second = ask("Echo", first.chat().ref(), "two");

        assertTrue(first.pointsSpent() != null && second.pointsSpent() != null, () -> first + " " + second);
    }

    @Test
    void failedRetry_keepsTheAnswer() {
        Reply first = ask("Echo", null, "one");
        poe.api().failNextAfterExecution(1, 500);

        Reply retry = client.messages()
                .retry(first.chat().ref(), OptionalLong.empty())
                .await(LONG, update -> {});

        assertEquals(Reply.State.FAILED, retry.state());
        assertEquals(List.of("one", "one"), texts(first.chat()));
    }

    @Test
    void refusedFollowUp_leavesTheConversationAsItWas() {
        Reply first = ask("Echo", null, "one");
        poe.api().failNext(1, 429, Duration.ofSeconds(3));

        assertThrows(PoeException.class, () -> ask("Echo", first.chat().ref(), "two"));

        assertEquals(List.of("one", "one"), texts(first.chat()));
    }

    @Test
    void refusedFirstMessage_leavesNoConversation() {
        assertFalse(client.models().all().isEmpty());
        poe.api().failNext(1, 429, Duration.ofSeconds(3));

        assertThrows(PoeException.class, () -> ask("Echo", null, "one"));

        assertEquals(List.of(), client.chats().history(10, null).items());
    }

    @Test
    void secondMessageWhileABotAnswers_isRefused() {
        poe.bot("Endless").says("one ").thenStalls();
        var running = client.messages().send(new NewMessage("Go.", "Endless", null, List.of()));
        ChatRef chat = running.now().chat().ref();

        var refused = assertThrows(PoeException.class, () -> ask("Endless", chat, "And?"));
        assertInstanceOf(PoeFailure.InvalidRequest.class, refused.failure());
        assertTrue(client.messages().cancel(chat).cancelled());
        assertEquals(Reply.State.CANCELLED, running.await(LONG, update -> {}).state());
        assertFalse(client.messages().cancel(chat).cancelled());
        assertEquals(1, poe.apiQueries().size());
    }

    @Test
    void chatIdBesideACode_isRefused() {
        Reply first = ask("Echo", null, "one");

        assertThrows(
                PoeException.class,
                () -> ask("Echo", new ChatRef.Full(5, first.chat().chatCode()), "two"));
    }

    @Test
    void anotherKey_doesNotSeeTheConversation() {
        Reply first = ask("Echo", null, "one");
        try (var other = new ApiClient(
                ApiConfig.of(poe.apiUrl(), new Secret(poe.apiKeys().add("other"))), store)) {
            assertThrows(
                    PoeException.class, () -> other.chats().get(first.chat().ref()));
        }
    }

    @Test
    void answerOfAProcessThatEnded_hasFailed() {
        var question = ConversationMessage.ofUser(1, "Hello", Instant.EPOCH, List.of(), Map.of());
        store.put(
                Owner.of(key),
                Conversation.of("api-1", question).with(ConversationMessage.begun(2, "Echo", Instant.EPOCH)));
        ChatRef chat = new ChatRef.ByCode("api-1");

        var messages = client.chats().messages(chat, 10, null).messages().items();

        assertEquals("failed", messages.get(1).state());
        assertEquals(
                Reply.State.FAILED, client.messages().follow(chat, null).now().state());
    }

    @Test
    void changes_nameTheConversation() {
        Set<String> changed = ConcurrentHashMap.newKeySet();
        var subscription = client.changes().subscribe(change -> {
            if (change instanceof Change.ConversationChanged conversation) {
                changed.add(conversation.chatCode());
            }
        });

        Reply reply = ask("Echo", null, "one");
        subscription.close();

        assertEquals(Set.of(reply.chat().chatCode()), changed);
    }
}
