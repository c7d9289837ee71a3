package dev.poemcp.server.tools.messages;

import dev.poemcp.poe.NewMessage;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply.State;
import dev.poemcp.poe.Spend;
import dev.poemcp.server.tools.ProgressText;
import dev.poemcp.server.tools.api.CallContext;
import dev.poemcp.server.tools.api.Deadline;
import dev.poemcp.server.tools.api.ToolError;
import dev.poemcp.tool.ErrorCode;
import dev.poemcp.tool.messages.CompareBots;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Has one bot judge the answers of the others, in a chat of its own. It reads complete answers only, so it is not asked
 * while one is still in progress: half an answer would be judged as a bad one.
 */
final class Judge {
    private static final int MIN_ANSWERS = 2;

    private Judge() {}

    /**
     * Asks the judge and waits for its reply on the calling thread.
     *
     * @param judge has a reservation or a failure; gets the outcome
     * @throws PoeException only when the call was cancelled
     */
    static void ask(
            Candidate judge,
            CompareBots.Args arguments,
            List<Candidate> candidates,
            PaidSend paidSend,
            Deadline deadline,
            CallContext context) {
        if (judge.reservation == null) {
            return;
        }
        List<JudgeMessage.Answer> answers = candidates.stream()
                .filter(Judge::isUsable)
                .map(candidate -> new JudgeMessage.Answer(candidate.bot, text(candidate)))
                .toList();
        Optional<ToolError> obstacle = obstacle(judge.bot, candidates, answers.size(), deadline);
        if (obstacle.isPresent()) {
            judge.skip(obstacle.get());
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new PoeException(new PoeFailure.Cancelled("The comparison was cancelled.", Spend.POSSIBLE));
        }
        boolean withFiles = arguments.files() != null && !arguments.files().isEmpty();
        judge.message = new NewMessage(
                        JudgeMessage.of(arguments.message(), withFiles, answers), judge.bot, null, List.of())
                .withReservedPoints(judge.message.reservedPoints());
        ProgressText progress = new ProgressText(context);
        judge.ask(paidSend, deadline, progress::update);
        if (judge.failure instanceof PoeFailure.Cancelled cancelled) {
            throw new PoeException(cancelled);
        }
        if (judge.reply != null) {
            progress.finish(judge.reply.text());
        }
    }

    private static Optional<ToolError> obstacle(
            String judge, List<Candidate> candidates, int answers, Deadline deadline) {
        boolean inProgress = candidates.stream().anyMatch(candidate -> isIn(State.IN_PROGRESS, candidate));
        if (!inProgress && answers < MIN_ANSWERS) {
            return Optional.of(notAsked(
                    ErrorCode.MESSAGE_FAILED,
                    judge,
                    "fewer than two bots have given a complete answer",
                    "Compare again with other bots."));
        }
        if (inProgress || deadline.remaining().isZero()) {
            return Optional.of(notAsked(
                    ErrorCode.TIMEOUT,
                    judge,
                    "the wait ended before it could read all answers",
                    "Read answers in progress with get_reply and judge them yourself; next time, raise"
                            + " wait_seconds."));
        }
        return Optional.empty();
    }

    private static ToolError notAsked(ErrorCode code, String judge, String why, String nextStep) {
        return new ToolError(
                code, "The judge " + judge + " was not asked, because " + why + ".", nextStep, false, Optional.empty());
    }

    private static boolean isUsable(Candidate candidate) {
        return isIn(State.COMPLETE, candidate) && !text(candidate).isBlank();
    }

    private static boolean isIn(State state, Candidate candidate) {
        return candidate.reply != null && candidate.reply.state() == state;
    }

    private static String text(Candidate candidate) {
        return Objects.requireNonNull(candidate.reply).text();
    }
}
