package dev.poemcp.server.policy.points;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Reply.State;
import dev.poemcp.poe.Via;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replies with only the fields that the ledger reads. Null means unknown. */
record PaidReply(
        @Nullable Long jobId,
        @Nullable Long userMessageId,
        @Nullable Long messageId,
        @Nullable String messageCode) {
    private static final Chat CHAT = new Chat(1L, "c", null, URI.create("https://poe.com/chat/c"), null, null);

    /** The reply to user message 10·n+1: job n, message 10·n+2, code {@code m}n. */
    static PaidReply number(long n) {
        return new PaidReply(n, 10 * n + 1, 10 * n + 2, "m" + n);
    }

    Reply growing() {
        return reply(State.IN_PROGRESS, null, Optional.empty());
    }

    Reply complete(@Nullable Long points) {
        return reply(State.COMPLETE, points, Optional.empty());
    }

    Reply failed(PoeFailure failure, @Nullable Long points) {
        return reply(State.FAILED, points, Optional.of(failure));
    }

    private Reply reply(State state, @Nullable Long points, Optional<PoeFailure> failure) {
        return new Reply(
                state,
                "",
                "Bot",
                CHAT,
                userMessageId,
                messageId,
                messageId == null ? List.of() : List.of(messageId),
                messageCode,
                List.of(),
                List.of(),
                points,
                jobId,
                Via.ACCOUNT,
                Duration.ZERO,
                failure);
    }
}
