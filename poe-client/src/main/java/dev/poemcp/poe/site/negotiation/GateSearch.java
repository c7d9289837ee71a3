package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.negotiation.GateNegotiation.Attempt;
import dev.poemcp.poe.site.negotiation.GateNegotiation.Need;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Searches for a gate with a formkey, for one request at a time. */
final class GateSearch {
    private final FormkeySearch formkeySearch;
    private final GateFacts facts;
    private final GateProbes probes;
    private final NegotiatedGates gates;
    private final Consumer<Secret> keyFound;

    /** @param keyFound gets every formkey before it is used */
    GateSearch(
            FormkeySearch formkeySearch,
            GateFacts facts,
            GateProbes probes,
            NegotiatedGates gates,
            Consumer<Secret> keyFound) {
        this.formkeySearch = formkeySearch;
        this.facts = facts;
        this.probes = probes;
        this.gates = gates;
        this.keyFound = keyFound;
    }

    /**
     * The request whose gate is searched.
     *
     * @param refused the gate that the site has just refused for it; null if none was tried
     * @param otherSearch asked once the likeliest gate is refused: waits for another search, and says whether there was
     *     one, whose gate is to be used then
     */
    record Goal<T>(Need need, Attempt<T> attempt, @Nullable Gate refused, BooleanSupplier otherSearch) {
        boolean keylessRefused() {
            return refused != null && refused.formkey() == null;
        }
    }

    /**
     * Searches for a gate that the site accepts.
     *
     * @return the response to the request; empty if another search has ended
     * @throws PoeException {@link PoeFailure.AuthExpired}, {@link PoeFailure.FormkeyUnavailable}, failures to read the
     *     page, and what the attempt throws
     */
    <T> Optional<T> run(Goal<T> goal) {
        gates.throwIfSearchFailed(goal.need());
        try {
            var trials = new Trials<>(goal);
            return formkeySearch.search(trials::likeliest, trials::each).response();
        } catch (PoeException searchFailed) {
            Optional<T> result = fallback(goal, searchFailed);
            if (result.isPresent()) {
                return result;
            }
            gates.searchFailed(goal.need(), searchFailed.failure());
            // Its key is of no use, so the next read is tried without one.
            formkeySearch.releasePage();
            throw searchFailed;
        }
    }

    /** The refusal may have been transient, and a read may work without a formkey. */
    private <T> Optional<T> fallback(Goal<T> goal, PoeException searchFailed) {
        Gate refused = goal.refused();
        Gate last = refused == null || refused.formkey() == null ? keyless() : refused;
        boolean pointless = !(searchFailed.failure() instanceof PoeFailure.FormkeyUnavailable)
                || (last.formkey() == null && (goal.need() == Need.WRITE || goal.keylessRefused()));
        Optional<T> result = pointless ? Optional.empty() : goal.attempt().tryWith(last);
        if (result.isPresent() && goal.attempt().proves(result.get())) {
            gates.accept(goal.need(), last);
        }
        return result;
    }

    private Gate keyless() {
        return new Gate(facts.recipes().get(0), null, facts.revision());
    }

    /** @param response to the request; empty if another search has ended */
    private record End<T>(Optional<T> response) {}

    /**
     * The gates that are tried for one request. The likeliest is tried with the request itself; the rest is decided by a
     * probe, so that a request that is refused for another reason does not discredit a good formkey.
     */
    private final class Trials<T> {
        private final Goal<T> goal;
        private final Set<Gate> tried = new HashSet<>();
        private @Nullable Gate likeliest;

        Trials(Goal<T> goal) {
            this.goal = goal;
        }

        Optional<End<T>> likeliest(PageKeys.Candidate candidate) {
            keyFound.accept(candidate.key());
            Gate gate = new Gate(facts.recipes().get(0), candidate.key(), candidate.revision());
            likeliest = gate;
            Optional<End<T>> result = isTried(gate) ? Optional.empty() : byRequest(gate);
            return result.isPresent() || !goal.otherSearch().getAsBoolean()
                    ? result
                    : Optional.of(new End<>(Optional.empty()));
        }

        Optional<End<T>> each(Secret key, @Nullable String revision) {
            keyFound.accept(key);
            for (GateRecipe recipe : facts.recipes()) {
                Gate gate = new Gate(recipe, key, revision);
                boolean first = tried.isEmpty();
                if (isTried(gate)) {
                    continue;
                }
                Optional<End<T>> result = first ? byRequest(gate) : Optional.empty();
                if (result.isPresent()) {
                    return result;
                }
                if (probes.accepts(goal.need(), gate)) {
                    accept(gate, true);
                    T response = goal.attempt().tryWith(gate).orElseThrow(GateNegotiation::refusedDespiteValidGate);
                    return Optional.of(new End<>(Optional.of(response)));
                }
            }
            return Optional.empty();
        }

        private boolean isTried(Gate gate) {
            return !tried.add(gate) || gate.equals(goal.refused());
        }

        private Optional<End<T>> byRequest(Gate gate) {
            Optional<T> response = goal.attempt().tryWith(gate);
            if (response.isEmpty()) {
                return Optional.empty();
            }
            accept(gate, goal.attempt().proves(response.get()));
            return Optional.of(new End<>(response));
        }

        private void accept(Gate gate, boolean proven) {
            if (!proven) {
                return;
            }
            if (likeliest != null && gate.signsAs(likeliest) && !gate.equals(likeliest)) {
                facts.revisionWasInScript();
            }
            // A read with a formkey proves that it is right only if the site refuses reads without one.
            boolean strict = goal.need() == Need.READ
                    && goal.keylessRefused()
                    && probes.read().tryWith(keyless()).isEmpty();
            if (strict) {
                facts.readsNeedFormkey(true);
            }
            Need proof = strict ? Need.WRITE : goal.need();
            gates.accept(proof, gate);
            if (proof == Need.WRITE) {
                // Reads use this gate from now on, so nobody looks for a key.
                formkeySearch.releasePage();
            }
        }
    }
}
