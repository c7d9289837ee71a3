package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.negotiation.Gate;
import dev.poemcp.poe.site.negotiation.GateNegotiation;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Shows whether the site accepts a gate for writes: subscribes on a channel of its own, which changes nothing for anyone.
 * Where no channel can be had, a signed read of the settings is the next best evidence.
 */
public final class SubscriptionProbe implements GateNegotiation.Attempt<Object> {
    private final Supplier<Optional<String>> freshChannel;
    private final Supplier<List<SubscriptionQuery>> set;
    private final Function<GraphqlQuestion, QueryAttempt> attempts;
    private final Duration limit;

    /** @param freshChannel name of a channel that has just been given out, asked for without any signature */
    public SubscriptionProbe(
            Supplier<Optional<String>> freshChannel,
            Supplier<List<SubscriptionQuery>> set,
            Function<GraphqlQuestion, QueryAttempt> attempts,
            Duration limit) {
        this.freshChannel = freshChannel;
        this.set = set;
        this.attempts = attempts;
        this.limit = limit;
    }

    @Override
    public Optional<Object> under(Gate gate) {
        var asked = channel().map(this::subscription).orElseGet(() -> GraphqlQuestion.settings(limit));
        return attempts.apply(asked).under(gate).map(Object.class::cast);
    }

    @Override
    public boolean proves(Object result) {
        return true;
    }

    private GraphqlQuestion subscription(String channel) {
        Map<String, Object> values = new HashMap<>();
        values.put(GraphqlRequestBuilder.CHANNEL, channel);
        values.put("subscriptions", SubscriptionQuery.wire(set.get()));
        return new GraphqlQuestion(Operation.SUBSCRIBE, values, List.of(), limit);
    }

    private Optional<String> channel() {
        try {
            return freshChannel.get();
        } catch (PoeException none) {
            if (none.failure() instanceof PoeFailure.AuthExpired || none.failure() instanceof PoeFailure.Cancelled) {
                throw none;
            }
            return Optional.empty();
        }
    }
}
