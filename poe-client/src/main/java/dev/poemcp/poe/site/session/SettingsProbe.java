package dev.poemcp.poe.site.session;

import dev.poemcp.poe.site.negotiation.Gate;
import dev.poemcp.poe.site.negotiation.GateNegotiation;
import dev.poemcp.poe.site.profile.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Shows whether the site accepts a gate for reads: reads the account's settings. */
record SettingsProbe(Function<Asked, QueryAttempt> attempts, Duration limit)
        implements GateNegotiation.Attempt<Object> {
    @Override
    public Optional<Object> under(Gate gate) {
        var settings = new Asked(Operation.ACCOUNT_SETTINGS, Map.of(), List.of(), limit);
        return attempts.apply(settings).under(gate).map(Object.class::cast);
    }

    @Override
    public boolean proves(Object result) {
        return true;
    }
}
