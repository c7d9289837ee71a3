package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Negotiates the gate for requests. A read is first tried without a formkey; only if that is refused, or for a write,
 * a formkey is searched. The request itself is the first trial, so that no extra request is sent if nothing has
 * changed. A working read proves nothing about writes, unless the site refuses reads without a formkey.
 *
 * <p>Concurrent requests share one negotiation for reads and one for writes ({@link SingleFlight}).
 */
public final class GateNegotiation {
    private static final Logger log = LoggerFactory.getLogger(GateNegotiation.class);
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
    private final Attempt<Object> readProbe;
    private final Attempt<Object> writeProbe;
    private final Consumer<Secret> keyFound;
    private final Map<Need, SingleFlight> flights = new EnumMap<>(Need.class);
    private final Map<Need, FailedFormkeySearch> failures = new EnumMap<>(Need.class);

    private volatile @Nullable Gate readGate;
    private volatile @Nullable Gate writeGate;

    /**
     * @param readProbe a signed read
     * @param writeProbe a signed request that the site checks like a write and that changes nothing
     * @param keyFound gets every formkey before it is used, to keep it out of logs
     */
    GateNegotiation(
            FormkeySearch formkeySearch,
            GateFacts facts,
            Attempt<Object> readProbe,
            Attempt<Object> writeProbe,
            Consumer<Secret> keyFound,
            Clock clock) {
        this.formkeySearch = formkeySearch;
        this.facts = facts;
        this.readProbe = readProbe;
        this.writeProbe = writeProbe;
        this.keyFound = keyFound;
        for (Need need : Need.values()) {
            flights.put(need, new SingleFlight());
            failures.put(need, new FailedFormkeySearch(clock));
        }
    }

    private @Nullable Gate current(Need need) {
        Gate signed = writeGate;
        return signed != null || need == Need.WRITE ? signed : readGate;
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
            Gate gate = current(need);
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
            Gate current = writeGate;
            if (current != null) {
                return current;
            }
            var unused = run(Need.WRITE, writeProbe);
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
            Gate current = writeGate;
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
        Gate current = writeGate;
        if (current != null && !current.signsAs(refused)) {
            return Optional.of(current);
        }
        if (accepts(Need.WRITE, refused)) {
            writeGate = refused;
            return Optional.empty();
        }
        forget(refused);
        var unused = search(Need.WRITE, writeProbe, refused, false);
        return Optional.ofNullable(writeGate);
    }

    private SingleFlight flight(Need need) {
        return Objects.requireNonNull(flights.get(need));
    }

    private FailedFormkeySearch failure(Need need) {
        return Objects.requireNonNull(failures.get(need));
    }

    /** Runs in a single flight. Empty: another request has negotiated in the meantime. */
    private <T> Optional<T> negotiate(Need need, Attempt<T> attempt, @Nullable Gate refused) {
        Gate current = current(need);
        if (current != null && !current.equals(refused)) {
            return Optional.empty();
        }
        Gate judged = refused;
        if (judged == null) {
            judged = assumedGate(need);
            Optional<T> result = judged == null ? Optional.empty() : attempt.tryWith(judged);
            if (judged != null && result.isPresent()) {
                if (attempt.proves(result.get())) {
                    accept(need, judged);
                }
                return result;
            }
        }
        if (judged != null && judged.formkey() != null && accepts(need, judged)) {
            accept(need, judged);
            return Optional.of(attempt.tryWith(judged).orElseThrow(GateNegotiation::refusedDespiteValidGate));
        }
        forget(judged);
        return search(need, attempt, judged, judged != null && judged.formkey() == null);
    }

    /** A gate without a search: with the key of reads, the user's formkey, or for a read no key. */
    private @Nullable Gate assumedGate(Need need) {
        Gate reads = readGate;
        if (need == Need.WRITE && reads != null && reads.formkey() != null) {
            return reads;
        }
        Secret configured = formkeySearch.configured();
        if (configured == null && (need == Need.WRITE || facts.readsNeedFormkey())) {
            return null;
        }
        if (configured != null) {
            keyFound.accept(configured);
        }
        return new Gate(facts.recipes().get(0), configured, facts.revision());
    }

    private Gate keylessGate() {
        return new Gate(facts.recipes().get(0), null, facts.revision());
    }

    /**
     * Searches for a formkey. The first candidate, which is most likely right, is tried with the request itself; the
     * rest is decided by a probe, so that a request that is refused for another reason does not discredit a good
     * formkey.
     */
    private <T> Optional<T> search(Need need, Attempt<T> attempt, @Nullable Gate refused, boolean keylessRefused) {
        failure(need).throwIfRecent();
        Set<Gate> tried = new HashSet<>();
        try {
            return Optional.of(formkeySearch.search((key, revision) -> {
                keyFound.accept(key);
                for (GateRecipe recipe : facts.recipes()) {
                    Gate gate = new Gate(recipe, key, revision);
                    boolean first = tried.isEmpty();
                    if (!tried.add(gate) || gate.equals(refused)) {
                        continue;
                    }
                    Optional<T> result = first ? attempt.tryWith(gate) : Optional.empty();
                    if (result.isPresent() || accepts(need, gate)) {
                        acceptFound(need, gate, keylessRefused, result.isEmpty() || attempt.proves(result.get()));
                        return result.or(() -> attempt.tryWith(gate)).or(() -> {
                            throw refusedDespiteValidGate();
                        });
                    }
                }
                return Optional.empty();
            }));
        } catch (PoeException searchFailed) {
            Gate last = refused == null || refused.formkey() == null ? keylessGate() : refused;
            Optional<T> result = fallback(need, attempt, last, keylessRefused, searchFailed);
            if (result.isPresent()) {
                return result;
            }
            failure(need).remember(searchFailed.failure());
            throw searchFailed;
        }
    }

    /** The refusal may have been transient, and a read may work without a formkey. */
    private <T> Optional<T> fallback(
            Need need, Attempt<T> attempt, Gate last, boolean alreadyRefused, PoeException searchFailed) {
        boolean pointless = !(searchFailed.failure() instanceof PoeFailure.FormkeyUnavailable)
                || (last.formkey() == null && (need == Need.WRITE || alreadyRefused));
        Optional<T> result = pointless ? Optional.empty() : attempt.tryWith(last);
        if (result.isPresent() && attempt.proves(result.get())) {
            accept(need, last);
        }
        return result;
    }

    private void acceptFound(Need need, Gate gate, boolean keylessRefused, boolean proven) {
        if (!proven) {
            return;
        }
        // A read with a formkey proves that it is right only if the site refuses reads without one.
        boolean strict = need == Need.READ
                && keylessRefused
                && readProbe.tryWith(keylessGate()).isEmpty();
        if (strict) {
            facts.readsNeedFormkey(true);
        }
        accept(strict ? Need.WRITE : need, gate);
    }

    private boolean accepts(Need need, Gate gate) {
        Attempt<Object> probe = need == Need.READ ? readProbe : writeProbe;
        return probe.tryWith(gate).filter(probe::proves).isPresent();
    }

    private void accept(Need need, Gate gate) {
        failure(need).forget();
        if (need == Need.READ) {
            readGate = gate;
            if (gate.formkey() == null) {
                facts.readsNeedFormkey(false);
            }
            return;
        }
        writeGate = gate;
        facts.accepted(gate);
        log.debug(
                "The site accepts the signature {} with the headers {}",
                gate.recipe().tag().swap(),
                gate.recipe().headers().keySet());
    }

    private void forget(@Nullable Gate refused) {
        if (refused != null && refused.equals(readGate)) {
            readGate = null;
        }
        if (refused != null && refused.equals(writeGate)) {
            writeGate = null;
        }
    }

    private static PoeException refusedDespiteValidGate() {
        return new PoeException(new PoeFailure.UnexpectedResponse(
                "poe.com refuses the request although it accepts our formkey and signature.", Spend.NONE));
    }
}
