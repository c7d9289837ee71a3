package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.site.negotiation.Gate;
import dev.poemcp.poe.site.negotiation.GateNegotiation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Shows whether the site accepts a gate for reads: reads the account's settings. */
public record SettingsProbe(Function<GraphqlRequest, QueryAttempt> attempts, Duration limit)
        implements GateNegotiation.Attempt<Object> {
    @Override
    public Optional<Object> tryWith(Gate gate) {
        return attempts.apply(GraphqlRequest.settings(limit)).tryWith(gate).map(Object.class::cast);
    }

    @Override
    public boolean proves(Object result) {
        return true;
    }
}
