package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Messages.PreviewApp;
import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Quote;
import dev.poemcp.poe.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations on existing messages, against every build of the site. */
class MessageOperationsIT {
    private LiveFixture fixture = new LiveFixture(LiveFixture.SHORT_LIMITS);

    private void play(SiteBuild build) {
        fixture.close();
        fixture = new LiveFixture(EmulatorOptions.defaults().withBuild(build), LiveFixture.SHORT_LIMITS);
    }

    @AfterEach
    void close() {
        assertTrue(fixture.isIdle());
        fixture.close();
    }

    private static PoeFailure failure(Executable work) {
        return assertThrows(PoeException.class, work).failure();
    }

    private static long id(Reply reply) {
        return Objects.requireNonNull(reply.messageId());
    }

    @ParameterizedTest
    @EnumSource
    void retry_regeneratesReply(SiteBuild build) {
        play(build);
        fixture.poe.bot("Dice").says("one");
        Reply first = fixture.ask("Dice", "throw");
        fixture.poe.bot("Dice").says("s", "i", "x").every(Duration.ofMillis(20)).costs(7);

        Reply second = LiveFixture.end(fixture.messages.retry(first.chat().ref(), OptionalLong.empty()));

        assertEquals("six", second.text());
        assertEquals(Reply.State.COMPLETE, second.state());
        assertNotEquals(first.messageId(), second.messageId());
        assertEquals(first.userMessageId(), second.userMessageId());
        assertEquals("Dice", second.bot());
        assertEquals(7L, second.pointsSpent());
        assertEquals(1, fixture.poe.sentMessages().size());
        assertEquals(1, fixture.poe.requests().count("regenerate"));
    }

    @Test
    void lostRetryResponse_newReplyIsFound() {
        fixture.poe.bot("Dice").says("one");
        Reply first = fixture.ask("Dice", "throw");
        fixture.poe.bot("Dice").says("six");
        fixture.poe.faults().on("regenerate", Fault.cutAfter());

        Reply second = LiveFixture.end(fixture.messages.retry(first.chat().ref(), OptionalLong.empty()));

        assertEquals("six", second.text());
        assertEquals(1, fixture.poe.requests().count("regenerate"));
    }

    @Test
    void retryOfRunningReply_isRejected() {
        fixture.poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");
        try (LiveReply live = fixture.send("Long", "go")) {
            live.await(Duration.ofMillis(200), update -> {});

            var refused = failure(() -> fixture.messages
                    .retry(live.now().chat().ref(), OptionalLong.empty())
                    .close());

            assertInstanceOf(PoeFailure.InvalidRequest.class, refused);
        }
        assertEquals(0, fixture.poe.requests().count("regenerate"));
    }

    @ParameterizedTest
    @EnumSource
    void replyOfExistingChat_isFound(SiteBuild build) {
        play(build);
        fixture.poe.bot("Haiku").says("frog").costs(12);
        Reply sent = fixture.ask("Haiku", "go");
        Reply second = LiveFixture.end(fixture.send(sent.chat().ref(), "Haiku", "again"));
        ChatRef byId = new ChatRef.ById(sent.chat().number());

        Reply newest = LiveFixture.end(fixture.messages.follow(byId, null));
        Reply named = LiveFixture.end(fixture.messages.follow(byId, sent.messageId()));

        assertEquals(second.messageId(), newest.messageId());
        assertEquals(second.userMessageId(), newest.userMessageId());
        assertEquals(sent.messageId(), named.messageId());
        assertEquals("frog", named.text());
        assertEquals(sent.chat().chatCode(), named.chat().chatCode());
        assertEquals(12L, named.pointsSpent());
    }

    @ParameterizedTest
    @EnumSource
    void runningReplyOfExistingChat_isFollowedToEnd(SiteBuild build) {
        play(build);
        fixture.poe.bot("Story").says("a ", "b ", "c ", "d ", "e").every(Duration.ofMillis(150));
        LiveReply sent = fixture.send("Story", "go");
        ChatRef chat = sent.now().chat().ref();
        sent.await(Duration.ofMillis(250), update -> {});
        sent.close();

        Reply found = LiveFixture.end(fixture.messages.follow(chat, null));

        assertEquals("a b c d e", found.text());
        assertEquals(Reply.State.COMPLETE, found.state());
    }

    @Test
    void missingChatOrMessage_returnsNotFound() {
        fixture.poe.bot("Haiku").says("frog");
        Reply reply = fixture.ask("Haiku", "go");
        ChatRef chat = reply.chat().ref();
        var messages = fixture.messages;

        assertEquals(
                PoeFailure.Subject.CHAT,
                ((PoeFailure.NotFound) failure(() -> messages.follow(new ChatRef.ByCode("nosuchchat00000000"), null)
                                .close()))
                        .subject());
        assertEquals(
                PoeFailure.Subject.MESSAGE,
                ((PoeFailure.NotFound) failure(() -> messages.follow(chat, 12L).close())).subject());
        assertInstanceOf(
                PoeFailure.InvalidRequest.class,
                failure(() -> messages.follow(chat, reply.userMessageId()).close()));
        assertEquals(
                PoeFailure.Subject.MESSAGE,
                ((PoeFailure.NotFound) failure(() -> messages.costPoints("nosuchcode"))).subject());
        assertEquals(
                PoeFailure.Subject.MESSAGE,
                ((PoeFailure.NotFound) failure(() -> messages.share(chat, List.of(12L)))).subject());
    }

    @Test
    void missingChat_isDistinguishedFromOutdatedQuery() {
        ChatRef nowhere = new ChatRef.ById(99_999);
        fixture.poe.bot("Haiku").says("frog");
        var messages = fixture.messages;

        PoeFailure sent = failure(() ->
                messages.send(new NewMessage("go", "Haiku", nowhere, List.of())).close());
        PoeFailure cancelled = failure(() -> messages.cancel(nowhere));

        assertEquals(new PoeFailure.NotFound(PoeFailure.Subject.CHAT, "99999"), sent);
        assertEquals(new PoeFailure.NotFound(PoeFailure.Subject.CHAT, "99999"), cancelled);
        assertEquals(List.of(), fixture.poe.sentMessages());
    }

    @ParameterizedTest
    @EnumSource
    void messages_areSharedPricedAndDeleted(SiteBuild build) {
        play(build);
        fixture.poe.bot("Haiku").says("frog").costs(9);
        Reply reply = fixture.ask("Haiku", "go");
        ChatRef chat = reply.chat().ref();

        var share = fixture.messages.share(chat, List.of(id(reply)));
        Long cost = fixture.messages.costPoints(Objects.requireNonNull(reply.messageCode()));
        String code = fixture.messages.delete(chat, List.of(id(reply)));

        assertTrue(share.url().toString().endsWith("/s/" + share.code()));
        assertEquals(9L, cost);
        assertEquals(reply.chat().chatCode(), code);
        assertInstanceOf(
                PoeFailure.NotFound.class,
                failure(() -> fixture.messages.follow(chat, reply.messageId()).close()));
    }

    @ParameterizedTest
    @EnumSource
    void previews_areListedCompletely(SiteBuild build) {
        play(build);
        fixture.poe.bot("Coder").says("```html\n<p>a</p>\n```\nand\n```html\n<p>b</p>\n```\n");
        fixture.poe.bot("Haiku").says("frog");
        Reply code = fixture.ask("Coder", "two pages");
        Reply none = fixture.ask("Haiku", "go");

        List<PreviewApp> apps = fixture.messages.previewApps(id(code));

        assertEquals(List.of(0, 1), apps.stream().map(PreviewApp::index).toList());
        assertNotEquals(apps.get(0).url(), apps.get(1).url());
        assertEquals(List.of(), fixture.messages.previewApps(id(none)));
    }

    @ParameterizedTest
    @EnumSource
    void previewsOfUnknownMessage_returnMessageNotFound(SiteBuild build) {
        play(build);

        var failure = failure(() -> fixture.messages.previewApps(999_999_999_999L));

        assertEquals(
                PoeFailure.Subject.MESSAGE,
                assertInstanceOf(PoeFailure.NotFound.class, failure).subject());
    }

    @Test
    void messagesOfUnknownChat_areNotFound() {
        ChatRef unknown = new ChatRef.ByCode("nosuchchat12345");

        var deleted = failure(() -> fixture.messages.delete(unknown, List.of(1L)));
        var shared = failure(() -> fixture.messages.share(new ChatRef.ById(424_242L), List.of(1L)));

        assertEquals(
                PoeFailure.Subject.CHAT,
                assertInstanceOf(PoeFailure.NotFound.class, deleted).subject());
        assertTrue(shared instanceof PoeFailure.NotFound, shared.toString());
    }

    @Test
    void messageOfAnotherChat_isNeitherDeletedNorShared() {
        fixture.poe.bot("Haiku").says("frog");
        Reply here = fixture.ask("Haiku", "one");
        Reply elsewhere = fixture.ask("Haiku", "two");
        List<Long> ids = List.of(id(here), id(elsewhere));

        var deleted = failure(() -> fixture.messages.delete(here.chat().ref(), ids));
        var shared = failure(() -> fixture.messages.share(here.chat().ref(), ids));

        var missing = assertInstanceOf(PoeFailure.NotFound.class, deleted);
        assertEquals(Long.toString(id(elsewhere)), missing.name());
        assertEquals(missing, shared);
        assertEquals(0, fixture.poe.requests().count("deleteMessages"));
        assertEquals(0, fixture.poe.requests().count("shareMessages"));
    }

    @Test
    void unknownChatId_doesNotPageThroughHistory() {
        fixture.poe.bot("Haiku").says("frog");
        fixture.ask("Haiku", "go");
        // The site's error for a missing chat is the same as for an outdated query.
        fixture.poe
                .faults()
                .on("chatMessages", Fault.graphQlError("Server Error"))
                .times(2);
        fixture.poe
                .faults()
                .on("chatHistory", Fault.edited(response -> {
                    response.withObject("/data/chats/pageInfo").put("hasNextPage", true);
                    return response;
                }))
                .always();

        var failure = failure(
                () -> fixture.messages.follow(new ChatRef.ById(424_242L), null).close());

        assertInstanceOf(PoeFailure.NotFound.class, failure);
        assertEquals(1, fixture.poe.requests().executions("chatHistory"), "only the first page is read");
    }

    @Test
    void errorAfterLastPreview_endsList() {
        fixture.poe.bot("Coder").says("```html\n<p>a</p>\n```\n");
        Reply code = fixture.ask("Coder", "a page");
        fixture.poe
                .faults()
                .on("sharePreview", Fault.graphQlError("Server Error"))
                .after(1);

        assertEquals(1, fixture.messages.previewApps(id(code)).size());
    }

    @Test
    void quote_returnsPriceWithoutSending() {
        play(SiteBuild.MARCH_2025);
        fixture.poe.bot("Expensive").says("gold").costs(500);

        Quote quote = fixture.messages.quote(new NewMessage("hi", "Expensive", null, List.of()));

        assertEquals(new Quote("Expensive", 500L), quote);
        assertEquals(0, fixture.poe.sentMessages().size());
    }

    @Test
    void retryQuote_returnsBotOfChat() {
        fixture.poe.bot("Expensive").says("gold").costs(300);
        Reply reply = fixture.ask("Expensive", "hi");

        Quote quote = fixture.messages.quoteRetry(reply.chat().ref());

        assertEquals("Expensive", quote.bot());
        assertEquals(0, fixture.poe.requests().count("regenerate"));
    }

    @Test
    void endedReply_isReturnedWithoutWaiting() {
        fixture.poe.bot("Haiku").says("frog").costs(12);
        Reply sent = fixture.ask("Haiku", "go");

        Reply found;
        try (LiveReply live = fixture.messages.follow(sent.chat().ref(), null)) {
            found = live.await(Duration.ofMillis(150), update -> {});
        }

        assertEquals(12L, found.pointsSpent());
        assertEquals(Reply.State.COMPLETE, found.state());
    }
}
