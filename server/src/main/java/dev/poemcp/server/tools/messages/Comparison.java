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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the result of a comparison. */
final class Comparison {
    /** Failures of the account and not of a bot: if all candidates have one, the whole call fails. */
    private static final Set<ErrorCode> ACCOUNT_ERRORS =
            Set.of(ErrorCode.NOT_CONFIGURED, ErrorCode.AUTH_EXPIRED, ErrorCode.FORMKEY_UNAVAILABLE);

    private Comparison() {}

    /** @throws PoeException when no bot could be asked because the account is not usable */
    static void requireAccount(List<Candidate> candidates) {
        if (candidates.stream().allMatch(Comparison::hasAccountFailure)) {
            throw new PoeException(mostCostly(candidates));
        }
    }

    /** In the order of the bots. All texts together fit into one result. */
    static CompareBots.Result of(List<Candidate> candidates, @Nullable Candidate judge) {
        List<Candidate> all =
                Stream.concat(candidates.stream(), Stream.ofNullable(judge)).toList();
        int maxUnits = TextSlice.MAX_UNITS / all.size();
        return new CompareBots.Result(
                candidates.stream().map(candidate -> entry(candidate, maxUnits)).toList(),
                judge == null ? null : entry(judge, maxUnits),
                points(all));
    }

    private static boolean hasAccountFailure(Candidate candidate) {
        return candidate.reply == null
                && candidate.failure != null
                && ACCOUNT_ERRORS.contains(FailureMessages.of(candidate.failure).code());
    }

    /** One failure represents all, so it says that points may be spent if any of them does. */
    private static PoeFailure mostCostly(List<Candidate> candidates) {
        List<PoeFailure> failures = candidates.stream()
                .map(candidate -> Objects.requireNonNull(candidate.failure))
                .toList();
        return failures.stream()
                .filter(failure -> failure.spend() == Spend.POSSIBLE)
                .findFirst()
                .orElse(failures.get(0));
    }

    private static ComparedReply entry(Candidate candidate, int maxUnits) {
        ErrorResult error = error(candidate);
        if (candidate.reply == null) {
            return new ComparedReply(
                    ReplyResult.State.FAILED,
                    "",
                    null,
                    candidate.bot,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    List.of(),
                    List.of(),
                    null,
                    null,
                    0,
                    error);
        }
        ReplyResult reply = ReplyMapper.of(candidate.reply, 0, maxUnits);
        return new ComparedReply(
                reply.state(),
                reply.text(),
                reply.nextTextOffset(),
                reply.bot() == null ? candidate.bot : reply.bot(),
                reply.chat(),
                reply.userMessageId(),
                reply.messageId(),
                reply.messageIds(),
                reply.messageCode(),
                reply.attachments(),
                reply.suggestedReplies(),
                reply.pointsSpent(),
                reply.via(),
                reply.elapsedMs(),
                error);
    }

    private static @Nullable ErrorResult error(Candidate candidate) {
        if (candidate.failure == null) {
            return null;
        }
        ToolError error = candidate.notAsked == null ? FailureMessages.of(candidate.failure) : candidate.notAsked;
        return new ErrorResult(
                error.code().wireName(),
                error.what() + " " + error.nextStep(),
                error.retryable(),
                error.retryAfter().map(Duration::toSeconds).orElse(null));
    }

    private static @Nullable Long points(List<Candidate> candidates) {
        long sum = 0;
        for (Candidate candidate : candidates) {
            Long points = candidate.reply == null ? null : candidate.reply.pointsSpent();
            if (points != null) {
                sum += points;
            } else if (candidate.failure == null || candidate.failure.spend() != Spend.NONE) {
                return null;
            }
        }
        return sum;
    }
}
