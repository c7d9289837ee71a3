package dev.poemcp.emulator.api;

import dev.poemcp.emulator.control.ApiBehavior;
import dev.poemcp.emulator.control.ApiQuery;
import dev.poemcp.emulator.control.RequestLog;
import dev.poemcp.emulator.script.ReplyPlan;
import dev.poemcp.emulator.world.Bot;
import dev.poemcp.emulator.world.Ledger;
import dev.poemcp.emulator.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accepts questions to bots: finds the bot, checks access, charges the points, keeps a record. */
final class Queries {
    private final World world;
    private final Ledger ledger;
    private final ApiBehavior behavior;
    private final RequestLog requests;
    private final List<ApiQuery> accepted = new ArrayList<>();

    Queries(World world, Ledger ledger, ApiBehavior behavior, RequestLog requests) {
        this.world = world;
        this.ledger = ledger;
        this.behavior = behavior;
        this.requests = requests;
    }

    /** All accepted questions, in order. */
    synchronized List<ApiQuery> accepted() {
        return List.copyOf(accepted);
    }

    /** The question with this id, if it came by the API. */
    synchronized Optional<ApiQuery> find(String queryId) {
        return accepted.stream()
                .filter(query -> query.queryId().equals(queryId))
                .findFirst();
    }

    /**
     * The bot that a request names, whatever its case.
     *
     * @throws ApiException if it is unknown, private, or needs a subscription
     */
    Bot bot(String name) {
        Optional<Bot> found;
        synchronized (world) {
            found = world.bots().stream()
                    .filter(bot -> bot.handle().equalsIgnoreCase(name))
                    .findFirst();
        }
        var bot = found.orElseThrow(() -> new ApiException(ApiError.modelNotFound(name)));
        return switch (behavior.access(bot.handle())) {
            case PUBLIC -> bot;
            case PRIVATE -> throw new ApiException(ApiError.privateBot());
            case REMOVED -> throw new ApiException(ApiError.modelNotFound(name));
            case SUBSCRIPTION -> throw new ApiException(ApiError.noSubscription());
        };
    }

    /**
     * Charges a question.
     *
     * @throws ApiException if the bot's script refuses it or the points do not suffice
     */
    AcceptedQuery accept(String operation, Bot bot, String text, List<String> files, String keyName) {
        var plan = bot.script().plan(text);
        if (plan.refusal() != null) {
            throw new ApiException(refusal(plan.refusal()));
        }
        var jobId = world.ids().jobId();
        var points = bot.script().pricePoints();
        if (ledger.charge(jobId, bot.handle(), points).isEmpty()) {
            throw new ApiException(ApiError.noPoints(behavior));
        }
        requests.executed(operation, true);
        synchronized (this) {
            accepted.add(new ApiQuery(
                    operation, bot.handle(), text, List.copyOf(files), keyName, UsageHistory.queryId(jobId)));
        }
        return new AcceptedQuery(jobId, bot, plan, points);
    }

    void refund(AcceptedQuery query) {
        ledger.refund(query.jobId(), query.bot().handle(), query.points());
    }

    /** The site's statuses of a refused send, in the words of the API. */
    private ApiError refusal(ReplyPlan.Refusal refusal) {
        var message = refusal.statusMessage() == null ? refusal.status() : refusal.statusMessage();
        return switch (refusal.status()) {
            case "rate_limit_exceeded" -> ApiError.rateLimited(message);
            case "reached_limit", "insufficient_fund" -> ApiError.noPoints(behavior);
            case "message_too_long" -> ApiError.tooLarge(message);
            default -> ApiError.malformed(message);
        };
    }
}
