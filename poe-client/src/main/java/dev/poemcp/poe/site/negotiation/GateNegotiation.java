package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates the gate for requests. A read is first tried without a formkey; only if that is refused, or for a write,
 * a formkey is searched. The request itself is the first trial, so that no extra request is sent if nothing has
 * changed. A working read proves nothing about writes, unless the site refuses reads without a formkey.
 *
 * <p>Concurrent requests share one negotiation for reads and one for writes ({@link SingleFlight}).
 */
public final class GateNegotiation {
    /** Per request: with the current gate, after negotiations of other requests, after its own. */
    private static final int MAX_ROUNDS = 8;

    /** What a request does on the site. */
    public enum Need {
        READ,
        WRITE
    }

    /** Sends one request that may be repeated. */
    public interface Attempt<T> {
        /**
         * Empty: refused at the gate. A response with an error is a result; a failure to get a response is thrown and
         * ends the negotiation.
         */
        Optional<T> tryWith(Gate gate);

        /** Whether the result proves that the request passed the gate. */
        boolean proves(T result);
    }

    private final FormkeySearch formkeySearch;
    private final GateFacts facts;
    private final GateProbes probes;
    private final NegotiatedGates gates;
    private final GateSearch search;
    private final Consumer<Secret> keyFound;
    private final Map<Need, SingleFlight> flights = new EnumMap<>(Need.class);

    /** @param keyFound gets every formkey before it is used, to keep it out of logs */
    GateNegotiation(
            FormkeySearch formkeySearch, GateFacts facts, GateProbes probes, Consumer<Secret> keyFound, Clock clock) {
        this.formkeySearch = formkeySearch;
        this.facts = facts;
        this.probes = probes;
        this.keyFound = keyFound;
        this.gates = new NegotiatedGates(facts, clock);
        this.search = new GateSearch(formkeySearch, facts, probes, gates, keyFound);
        for (Need need : Need.values()) {
            flights.put(need, new SingleFlight());
        }
    }

    /** Whether a write would need the home page now: for a formkey, or for the revision of the site's build. */
    public boolean needsPage() {
        return gates.current(Need.WRITE) == null && (formkeySearch.configured() == null || facts.revision() == null);
    }

    /**
     * Sends a request that may be repeated, with a gate that the site accepts.
     *
     * @throws PoeException {@link PoeFailure.AuthExpired}, {@link PoeFailure.FormkeyUnavailable},
     *     {@link PoeFailure.UnexpectedResponse} if the site refuses this request with a valid gate, and what the
     *     attempt throws
     */
    public <T> T run(Need need, Attempt<T> attempt) {
        Gate refused = null;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Gate gate = gates.current(need);
            if (gate != null && !gate.equals(refused)) {
                Optional<T> result = attempt.tryWith(gate);
                if (result.isPresent()) {
                    return result.get();
                }
                refused = gate;
            }
            Gate judged = refused;
            Optional<T> result = flight(need).lead(() -> negotiate(need, attempt, judged));
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw refusedDespiteValidGate();
    }

    /** A gate that the site has already accepted, for a request that may be sent once only. */
    public Gate verifiedGate() {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Gate current = gates.current(Need.WRITE);
            if (current != null) {
                return current;
            }
            var unused = run(Need.WRITE, probes.write());
        }
        throw refusedDespiteValidGate();
    }

    /**
     * Checks the gate after the refusal of a request that may be sent once only.
     *
     * @return a gate with another formkey or signature if the refused one is no longer valid; empty if it is, so that
     *     the refusal had another reason and the request may even have been executed
     */
    public Optional<Gate> afterRefusal(Gate refused) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Gate current = gates.current(Need.WRITE);
            if (current != null && !current.signsAs(refused)) {
                return Optional.of(current);
            }
            Optional<Optional<Gate>> judged = flight(Need.WRITE).lead(() -> Optional.of(recheck(refused)));
            if (judged.isPresent()) {
                return judged.get().filter(gate -> !gate.signsAs(refused));
            }
        }
        return Optional.empty();
    }

    private Optional<Gate> recheck(Gate refused) {
        Gate current = gates.current(Need.WRITE);
        if (current != null && !current.signsAs(refused)) {
            return Optional.of(current);
        }
        if (probes.accepts(Need.WRITE, refused)) {
            gates.accept(Need.WRITE, refused);
            return Optional.empty();
        }
        gates.forget(refused);
        var unused = search.run(new GateSearch.Goal<>(Need.WRITE, probes.write(), refused, () -> false));
        return Optional.ofNullable(gates.current(Need.WRITE));
    }

    private SingleFlight flight(Need need) {
        return Objects.requireNonNull(flights.get(need));
    }

    /** Runs in a single flight. Empty: another request has negotiated in the meantime. */
    private <T> Optional<T> negotiate(Need need, Attempt<T> attempt, @Nullable Gate refused) {
        Gate current = gates.current(need);
        if (current != null && !current.equals(refused)) {
            return Optional.empty();
        }
        Gate judged = refused;
        if (judged == null) {
            judged = assumedGate(need);
            Optional<T> result = judged == null ? Optional.empty() : attempt.tryWith(judged);
            if (judged != null && result.isPresent()) {
                if (attempt.proves(result.get())) {
                    gates.accept(need, judged);
                }
                return result;
            }
        }
        if (judged != null && judged.formkey() != null && probes.accepts(need, judged)) {
            gates.accept(need, judged);
            return Optional.of(attempt.tryWith(judged).orElseThrow(GateNegotiation::refusedDespiteValidGate));
        }
        gates.forget(judged);
        return search.run(new GateSearch.Goal<>(need, attempt, judged, () -> need == Need.WRITE && joinReads()));
    }

    /** A read that is being negotiated tries the same keys, with cheaper requests. */
    private boolean joinReads() {
        return flight(Need.READ).join();
    }

    /**
     * A gate without a search: with the key of reads, the user's formkey, or for a read no key. Null while the home page
     * is loading, since it costs nothing more then and names a key and a revision.
     */
    private @Nullable Gate assumedGate(Need need) {
        Gate reads = gates.forReads();
        if (need == Need.WRITE && reads != null && reads.formkey() != null) {
            return reads;
        }
        Secret configured = formkeySearch.configured();
        boolean search = configured == null
                ? need == Need.WRITE || facts.readsNeedFormkey() || formkeySearch.hasPage()
                : facts.revision() == null && formkeySearch.hasPage();
        if (search) {
            return null;
        }
        if (configured != null) {
            keyFound.accept(configured);
        }
        return new Gate(facts.recipes().get(0), configured, facts.revision());
    }

    static PoeException refusedDespiteValidGate() {
        return new PoeException(new PoeFailure.UnexpectedResponse(
                "poe.com refuses the request although it accepts our formkey and signature.", Spend.NONE));
    }
}
