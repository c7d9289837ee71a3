package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.FaultCase;
import dev.poemcp.emulator.control.FaultKind;
import dev.poemcp.emulator.control.FaultPhase;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.TextUpload;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the response to a send is, the message exists at most once, and if it exists, its reply is returned. */
@Execution(ExecutionMode.CONCURRENT)
class AtMostOnceSendIT {
    private final LiveFixture fixture = new LiveFixture(
            EmulatorOptions.defaults().withBuild(SiteBuild.JULY_2025),
            LiveFixture.SHORT_LIMITS.withSend(Duration.ofSeconds(2)));
    private final PoeEmulator poe = fixture.poe;

    @AfterEach
    void close() {
        assertTrue(fixture.isIdle());
        fixture.close();
    }

    /** Faults of the send after which the message exists. */
    enum AcceptingFault {
        CUT(Fault.cutAfter()),
        SERVER_ERROR(Fault.executedThenStatus(502)),
        REFUSED(Fault.executedThenStatus(400)),
        NO_ANSWER(Fault.silenceAfterExecution()),
        HALF_AN_ANSWER(Fault.truncated()),
        LATE(Fault.answeredLate(Duration.ofMillis(500))),
        PARTIAL(Fault.partial("Server Error")),
        NO_DATA(new FaultCase(FaultKind.SERVER_ERROR, FaultPhase.AFTER).fault()),
        EMPTY_ERRORS(Fault.emptyErrors());

        @SuppressWarnings("ImmutableEnumChecker") // a test case, never changed
        final Fault fault;

        AcceptingFault(Fault fault) {
            this.fault = fault;
        }
    }

    @ParameterizedTest
    @EnumSource
    void acceptedMessageWithFault_isFoundWithReply(AcceptingFault accepting) {
        poe.bot("Haiku").says("old ", "pond").every(Duration.ofMillis(20));
        poe.faults().on("sendMessage", accepting.fault);

        Reply reply = fixture.ask("Haiku", "one");

        assertEquals("old pond", reply.text());
        assertEquals(1, poe.sentMessages().size());
        assertEquals(1, poe.requests().count("sendMessage"));
        assertEquals(poe.sentMessages().get(0).messageId(), reply.userMessageId());
    }

    @ParameterizedTest
    @EnumSource
    void acceptedMessageInExistingChat_isFound(AcceptingFault accepting) {
        poe.bot("Haiku").says("old ", "pond").every(Duration.ofMillis(20));
        Reply first = fixture.ask("Haiku", "one");
        poe.faults().on("sendMessage", accepting.fault);

        Reply second = LiveFixture.end(fixture.send(first.chat().ref(), "Haiku", "two"));

        assertEquals("old pond", second.text());
        assertEquals(2, poe.sentMessages().size());
        assertEquals(poe.sentMessages().get(1).messageId(), second.userMessageId());
    }

    /** Faults of the send after which nothing exists, and the resulting failure. */
    enum RejectingFault {
        CUT(Fault.cutBefore(), "Network", Spend.POSSIBLE),
        UNAVAILABLE(Fault.status(500), "Unavailable", Spend.POSSIBLE),
        REFUSED(Fault.status(400), "UnexpectedResponse", Spend.POSSIBLE),
        NO_ANSWER(Fault.silence(), "TimedOut", Spend.POSSIBLE),
        HTML(Fault.html(), "UnexpectedResponse", Spend.POSSIBLE),
        EMPTY(Fault.emptyBody(), "UnexpectedResponse", Spend.POSSIBLE),
        CHALLENGE(Fault.challenge(), "Blocked", Spend.NONE),
        RATE_LIMIT(Fault.rateLimited(Duration.ofSeconds(7)), "RateLimited", Spend.NONE),
        LOGIN(Fault.loginRedirect(), "AuthExpired", Spend.NONE),
        NULL(new Fault.NullEntity(), "UnexpectedResponse", Spend.POSSIBLE),
        REACHED_LIMIT(new Fault.MutationStatus("reached_limit", "no more today"), "InsufficientPoints", Spend.NONE),
        TOO_MANY_TOKENS(new Fault.MutationStatus("too_many_tokens", ""), "MessageTooLong", Spend.NONE),
        NO_ACCESS(new Fault.MutationStatus("no_access", ""), "MessageFailed", Spend.NONE),
        TOO_FAST(new Fault.MutationStatus("rate_limit_exceeded", ""), "RateLimited", Spend.NONE),
        CONCURRENT(new Fault.MutationStatus("concurrent_messages", ""), "RateLimited", Spend.NONE),
        FILE_TYPE(new Fault.MutationStatus("unsupported_file_type", ""), "FileRejected", Spend.NONE),
        FILE_SIZE(new Fault.MutationStatus("file_too_large", ""), "FileRejected", Spend.NONE),
        NEW_STATUS(new Fault.MutationStatus("something_new", "odd"), "MessageFailed", Spend.NONE);

        @SuppressWarnings("ImmutableEnumChecker") // a test case, never changed
        final Fault fault;

        final String failure;
        final Spend spend;

        RejectingFault(Fault fault, String failure, Spend spend) {
            this.fault = fault;
            this.failure = failure;
            this.spend = spend;
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectedMessage_isNotSentAgain(RejectingFault rejecting) {
        poe.bot("Haiku").says("old pond");
        poe.faults().on("sendMessage", rejecting.fault);

        var failure = assertThrows(PoeException.class, () -> fixture.ask("Haiku", "one"))
                .failure();

        assertEquals(rejecting.failure, failure.getClass().getSimpleName(), failure.what());
        assertEquals(rejecting.spend, failure.spend());
        assertEquals(0, poe.sentMessages().size());
        assertEquals(1, poe.requests().count("sendMessage"));
    }

    @Test
    void rotatedFormkey_messageIsCreatedOnce() {
        poe.bot("Haiku").says("old pond");
        fixture.ask("Haiku", "zero");
        poe.faults().on("sendMessage", Fault.rotatedFormkey());

        Reply reply = LiveFixture.end(fixture.send(null, "Haiku", "one", new TextUpload("a.txt", "hello")));

        assertEquals("old pond", reply.text());
        assertEquals(2, poe.sentMessages().size());
        assertEquals(3, poe.requests().count("sendMessage"));
        assertTrue(poe.uploads().stream().allMatch(file -> file.sizeBytes() == 5), "the file is sent completely");
    }

    @Test
    void unknownSendQuery_alternativeIsUsedAndRemembered() {
        poe.bot("Haiku").says("old pond");
        poe.faults().on("sendMessage", Fault.outdated());

        fixture.ask("Haiku", "one");
        fixture.ask("Haiku", "two");

        assertEquals(2, poe.sentMessages().size());
        assertEquals(3, poe.requests().count("sendMessage"));
    }

    @Test
    void unknownBot_failsBeforeSending() {
        var failure = assertThrows(PoeException.class, () -> fixture.ask("No-Such-Bot-9", "one"))
                .failure();

        assertTrue(failure.what().contains("No-Such-Bot-9"));
        assertEquals(0, poe.requests().count("sendMessage"));
    }

    @Test
    void botInfoUnavailable_messageIsSent() {
        poe.bot("Haiku").says("old pond");
        poe.faults().on("botInfo", Fault.outdated()).always();

        assertEquals("old pond", fixture.ask("Haiku", "one").text());
    }
}
