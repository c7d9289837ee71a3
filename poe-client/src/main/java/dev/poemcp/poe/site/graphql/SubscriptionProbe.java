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
 * Shows whether the site accepts a gate for writes: subscribes on a new channel, which changes nothing. If no channel
 * is available, it reads the settings with a signature instead.
 */
public final class SubscriptionProbe implements GateNegotiation.Attempt<Object> {
    private final Supplier<Optional<String>> newChannel;
    private final Supplier<List<SubscriptionQuery>> subscriptions;
    private final Function<GraphqlRequest, QueryAttempt> attempts;
    private final Duration limit;

    /** @param newChannel name of a new channel, requested without a signature */
    public SubscriptionProbe(
            Supplier<Optional<String>> newChannel,
            Supplier<List<SubscriptionQuery>> subscriptions,
            Function<GraphqlRequest, QueryAttempt> attempts,
            Duration limit) {
        this.newChannel = newChannel;
        this.subscriptions = subscriptions;
        this.attempts = attempts;
        this.limit = limit;
    }

    @Override
    public Optional<Object> tryWith(Gate gate) {
        var request = channel().map(this::subscription).orElseGet(() -> GraphqlRequest.settings(limit));
        return attempts.apply(request).tryWith(gate).map(Object.class::cast);
    }

    @Override
    public boolean proves(Object result) {
        return true;
    }

    private GraphqlRequest subscription(String channel) {
        Map<String, Object> values = new HashMap<>();
        values.put(GraphqlRequestBuilder.CHANNEL, channel);
        values.put("subscriptions", SubscriptionQuery.wire(subscriptions.get()));
        return new GraphqlRequest(Operation.SUBSCRIBE, values, List.of(), limit);
    }

    private Optional<String> channel() {
        try {
            return newChannel.get();
        } catch (PoeException failed) {
            if (failed.failure() instanceof PoeFailure.AuthExpired
                    || failed.failure() instanceof PoeFailure.Cancelled) {
                throw failed;
            }
            return Optional.empty();
        }
    }
}
