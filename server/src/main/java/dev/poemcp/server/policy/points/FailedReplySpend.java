package dev.poemcp.server.policy.points;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import java.util.Optional;

/** What a failed reply, whose message Poe accepted, says about points. */
public final class FailedReplySpend {
    private FailedReplySpend() {}

    /**
     * Whether Poe says that the message cost nothing. A failure to read the reply never says so, whatever it says about
     * its own request.
     */
    static boolean isFree(PoeFailure failure) {
        return failure.spend() == Spend.NONE && isAboutMessage(failure);
    }

    private static boolean isAboutMessage(PoeFailure failure) {
        return failure instanceof PoeFailure.MessageFailed
                || failure instanceof PoeFailure.InsufficientPoints
                || failure instanceof PoeFailure.MessageTooLong
                || failure instanceof PoeFailure.PointsLimit;
    }

    /** Why the reply failed, with its cost if known, else with whether points may be spent. */
    public static Optional<PoeFailure> failure(Reply reply) {
        return reply.failure().map(failure -> {
            Long points = reply.pointsSpent();
            if (failure instanceof PoeFailure.MessageFailed failed && points != null) {
                String text = points == 0 ? failed.text() : (failed.text() + " It cost " + points + " points.").strip();
                return new PoeFailure.MessageFailed(
                        failed.state(), text, failed.repeatable(), points == 0 ? Spend.NONE : Spend.POSSIBLE);
            }
            return isFree(failure) ? failure : afterSending(failure);
        });
    }

    /** The failure after the message was sent: it says that points may be spent, whatever it said before. */
    public static PoeFailure afterSending(PoeFailure failure) {
        if (failure.spend() == Spend.POSSIBLE) {
            return failure;
        }
        if (failure instanceof PoeFailure.Cancelled cancelled) {
            return new PoeFailure.Cancelled(cancelled.what(), Spend.POSSIBLE);
        }
        if (failure instanceof PoeFailure.AuthExpired expired) {
            return expired.withSpend(Spend.POSSIBLE);
        }
        if (failure instanceof PoeFailure.QueryOutdated outdated) {
            return new PoeFailure.QueryOutdated(outdated.operation(), outdated.hash(), Spend.POSSIBLE);
        }
        return new PoeFailure.UnexpectedResponse(
                "The message was sent, and its answer can no longer be read: " + failure.what(), Spend.POSSIBLE);
    }
}
