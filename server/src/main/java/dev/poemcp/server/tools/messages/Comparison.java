package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.tools.FailureMessages;
import dev.poemcp.server.tools.TextSlice;
import dev.poemcp.server.tools.api.ToolError;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.messages.CompareBots;
import dev.poemcp.tool.result.ComparedReply;
import dev.poemcp.tool.result.ErrorResult;
import dev.poemcp.tool.result.ReplyResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of asking several bots, as one result. */
final class Comparison {
    /** Failures that concern the account and not the bot: no comparison is left when all have one. */
    private static final Set<ErrorCode> OF_THE_ACCOUNT =
            Set.of(ErrorCode.NOT_CONFIGURED, ErrorCode.AUTH_EXPIRED, ErrorCode.FORMKEY_UNAVAILABLE);

    private Comparison() {}

    /** @throws PoeException when no bot could be asked for want of a usable account */
    static void requireAccount(List<Candidate> contenders) {
        if (contenders.stream().allMatch(Comparison::failedForTheAccount)) {
            throw new PoeException(mostCostly(contenders));
        }
    }

    /** In order of the bots. All texts together fill one result at most. */
    static CompareBots.Result of(List<Candidate> contenders) {
        int maxUnits = TextSlice.MAX_UNITS / contenders.size();
        return new CompareBots.Result(
                contenders.stream().map(contender -> entry(contender, maxUnits)).toList(), points(contenders));
    }

    private static boolean failedForTheAccount(Candidate contender) {
        return contender.reply == null
                && contender.failure != null
                && OF_THE_ACCOUNT.contains(FailureMessages.of(contender.failure).code());
    }

    /** One failure stands for all, so it says that points may be spent when any of them does. */
    private static PoeFailure mostCostly(List<Candidate> contenders) {
        List<PoeFailure> failures = contenders.stream()
                .map(contender -> Objects.requireNonNull(contender.failure))
                .toList();
        return failures.stream()
                .filter(failure -> failure.spend() == Spend.POSSIBLE)
                .findFirst()
                .orElse(failures.get(0));
    }

    private static ComparedReply entry(Candidate contender, int maxUnits) {
        ErrorResult error = contender.failure == null ? null : error(FailureMessages.of(contender.failure));
        if (contender.reply == null) {
            return new ComparedReply(
                    ReplyResult.State.FAILED,
                    "",
                    null,
                    contender.bot,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    null,
                    ReplyResult.Via.ACCOUNT,
                    0,
                    error);
        }
        ReplyResult reply = ReplyMapper.of(contender.reply, 0, maxUnits);
        return new ComparedReply(
                reply.state(),
                reply.text(),
                reply.nextTextOffset(),
                reply.bot() == null ? contender.bot : reply.bot(),
                reply.chat(),
                reply.userMessageId(),
                reply.messageId(),
                reply.messageCode(),
                reply.attachments(),
                reply.suggestedReplies(),
                reply.pointsSpent(),
                reply.via(),
                reply.elapsedMs(),
                error);
    }

    private static ErrorResult error(ToolError error) {
        return new ErrorResult(
                error.code().wireName(),
                error.what() + " " + error.nextStep(),
                error.retryable(),
                error.retryAfter().map(Duration::toSeconds).orElse(null));
    }

    private static @Nullable Long points(List<Candidate> contenders) {
        long sum = 0;
        for (Candidate contender : contenders) {
            Long points = contender.reply == null ? null : contender.reply.pointsSpent();
            if (points != null) {
                sum += points;
            } else if (contender.failure == null || contender.failure.spend() != Spend.NONE) {
                return null;
            }
        }
        return sum;
    }
}
