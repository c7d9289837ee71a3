package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.site.config.SiteLimits;
import dev.poemcp.poe.site.json.SendResponse;
import dev.poemcp.poe.site.reply.ReplyRequests;
import dev.poemcp.poe.site.reply.ReplyTracker;
import dev.poemcp.poe.site.session.Refusals;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AtMostOnceSenderTest {
    private final ReplyTracker tracker = new ReplyTracker(new NoQueries(), Runnable::run, SiteLimits.DEFAULTS);
    private final AtMostOnceSender sender = new AtMostOnceSender(tracker, Runnable::run);

    /** Expects no query. */
    private static final class NoQueries implements ReplyRequests {
        @Override
        public ChatSnapshot readChat(Chat chat) {
            throw new AssertionError("unexpected read of a chat");
        }

        @Override
        public @Nullable Long cost(String messageCode) {
            return null;
        }

        @Override
        public Optional<Long> pointsLimit() {
            return Optional.empty();
        }

        @Override
        public void cancel(long chatId) {
            throw new AssertionError("unexpected cancellation");
        }
    }

    /** Is rejected because of a changed formkey; its caller is interrupted while the message is searched for. */
    private static final class AbandonedRequest implements SendRequest {
        private int requests;

        @Override
        public long chatId() {
            return 0;
        }

        @Override
        public Duration limit() {
            return Duration.ofSeconds(10);
        }

        @Override
        public CompletableFuture<SendResponse> start() {
            requests++;
            return CompletableFuture.failedFuture(
                    Refusals.notCarriedOut(new PoeFailure.FormkeyUnavailable("refused", Spend.POSSIBLE)));
        }

        @Override
        public AcceptedMessage read(SendResponse response) {
            throw new AssertionError("unexpected response");
        }

        @Override
        public LostSendResult find(boolean mayBePending) {
            Thread.currentThread().interrupt();
            return LostSendResult.notSeen(true);
        }

        @Override
        public LiveReply follow(AcceptedMessage accepted) {
            throw new AssertionError("unexpected accepted message");
        }

        @Override
        public void abort() {
            // Nothing is being sent.
        }

        @Override
        public Optional<PoeFailure> uploadFailure() {
            return Optional.empty();
        }
    }

    @AfterEach
    void clearInterrupt() {
        var unused = Thread.interrupted();
    }

    @Test
    void callerInterruptedDuringSearch_messageIsNotSentAgain() {
        AbandonedRequest request = new AbandonedRequest();

        PoeException cancelled =
                assertThrows(PoeException.class, () -> sender.run(request, tracker.register("nonce", 0)));

        assertEquals(1, request.requests);
        assertInstanceOf(PoeFailure.Cancelled.class, cancelled.failure());
        assertTrue(Thread.interrupted(), "the interrupt flag is restored");
        assertTrue(tracker.isIdle());
    }
}
