package dev.poemcp.server.policy;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Spend;
import java.util.Optional;

/** What the failure of an answer, whose message Poe had taken, says about points. */
public final class ReplySpend {
    private ReplySpend() {}

    /**
     * Whether Poe itself says that the message cost nothing. A failure to read the answer never says so, whatever it
     * says about its own request.
     */
    static boolean areNone(PoeFailure failure) {
        return failure.spend() == Spend.NONE && isAboutMessage(failure);
    }

    private static boolean isAboutMessage(PoeFailure failure) {
        return failure instanceof PoeFailure.MessageFailed
                || failure instanceof PoeFailure.InsufficientPoints
                || failure instanceof PoeFailure.MessageTooLong
                || failure instanceof PoeFailure.PointsLimit;
    }

    /** Why the answer failed, with the truth about points in it: the cost where it is known, else whether there may be one. */
    public static Optional<PoeFailure> failure(Reply reply) {
        return reply.failure().map(failure -> {
            Long points = reply.pointsSpent();
            if (failure instanceof PoeFailure.MessageFailed failed && points != null) {
                String text = points == 0 ? failed.text() : (failed.text() + " It cost " + points + " points.").strip();
                return new PoeFailure.MessageFailed(
                        failed.state(), text, failed.repeatable(), points == 0 ? Spend.NONE : Spend.POSSIBLE);
            }
            return areNone(failure) ? failure : afterSending(failure);
        });
    }

    /** A failure that came after the message was sent: it says that points may be spent, whatever it said before. */
    public static PoeFailure afterSending(PoeFailure failure) {
        if (failure.spend() == Spend.POSSIBLE) {
            return failure;
        }
        if (failure instanceof PoeFailure.Cancelled cancelled) {
            return new PoeFailure.Cancelled(cancelled.what(), Spend.POSSIBLE);
        }
        if (failure instanceof PoeFailure.AuthExpired expired) {
            return new PoeFailure.AuthExpired(expired.what(), Spend.POSSIBLE);
        }
        if (failure instanceof PoeFailure.QueryOutdated outdated) {
            return new PoeFailure.QueryOutdated(outdated.operation(), outdated.hash(), Spend.POSSIBLE);
        }
        return new PoeFailure.UnexpectedResponse(
                "The message was sent, and its answer can no longer be read: " + failure.what(), Spend.POSSIBLE);
    }
}
