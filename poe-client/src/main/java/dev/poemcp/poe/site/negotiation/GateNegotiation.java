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
 * Finds out what gets requests past the site's gate. A read is first tried without a formkey, which the site may not ask
 * for; only when it is refused, or something is to be written, a formkey is looked for. The request itself is the first
 * trial, so that where nothing has changed none is made beside it. A working read proves nothing about writes, unless the
 * site is seen to refuse reads without a formkey.
 *
 * <p>However many need a gate at once, it is negotiated once for reads and once for writes ({@link SingleFlight}).
 */
public final class GateNegotiation {
    private static final Logger log = LoggerFactory.getLogger(GateNegotiation.class);
    /** Of one request: under the present gate, after negotiations of others', after its own. */
    private static final int MAX_ROUNDS = 8;

    /** What a request does at the site. */
    public enum Need {
        READ,
        WRITE
    }

    /** Makes one request that may be repeated. */
    public interface Attempt<T> {
        /**
         * Empty: refused at the gate. An answer that is a failure is a result; what keeps the site from judging the
         * request at all is thrown and ends the negotiation.
         */
        Optional<T> under(Gate gate);

        /** Whether such a result can only come from behind the gate. */
        boolean proves(T result);
    }

    private final FormkeySearch hunt;
    private final GateFacts facts;
    private final Attempt<Object> readProbe;
    private final Attempt<Object> writeProbe;
    private final Consumer<Secret> keyFound;
    private final Map<Need, SingleFlight> flights = new EnumMap<>(Need.class);
    private final Map<Need, FailedFormkeySearch> failures = new EnumMap<>(Need.class);

    private volatile @Nullable Gate forReads;
    private volatile @Nullable Gate forWrites;

    /**
     * @param readProbe a signed read
     * @param writeProbe a signed request that the site judges like a write, and that changes nothing
     * @param keyFound told every formkey before it is used, so that it can be kept out of logs
     */
    GateNegotiation(
            FormkeySearch hunt,
            GateFacts facts,
            Attempt<Object> readProbe,
            Attempt<Object> writeProbe,
            Consumer<Secret> keyFound,
            Clock clock) {
        this.hunt = hunt;
        this.facts = facts;
        this.readProbe = readProbe;
        this.writeProbe = writeProbe;
        this.keyFound = keyFound;
        for (Need need : Need.values()) {
            flights.put(need, new SingleFlight());
            failures.put(need, new FailedFormkeySearch(clock));
        }
    }

    private @Nullable Gate present(Need need) {
        Gate signed = forWrites;
        return signed != null || need == Need.WRITE ? signed : forReads;
    }

    /**
     * Makes a request that may be repeated, under a gate that the site accepts.
     *
     * @throws PoeException {@link PoeFailure.AuthExpired}, {@link PoeFailure.FormkeyUnavailable}, {@link
     *     PoeFailure.UnexpectedResponse} where the site refuses this very request, and whatever the attempt throws
     */
    public <T> T run(Need need, Attempt<T> attempt) {
        Gate refused = null;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Gate gate = present(need);
            if (gate != null && !gate.equals(refused)) {
                Optional<T> result = attempt.under(gate);
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
        throw refusedAlthough();
    }

    /** A gate for a request that may be made once only; the site has accepted it, so that the request is not the trial. */
    public Gate forOnce() {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Gate present = forWrites;
            if (present != null) {
                return present;
            }
            var unused = run(Need.WRITE, writeProbe);
        }
        throw refusedAlthough();
    }

    /**
     * What to make of a refusal of a request that may be made once only.
     *
     * @return a gate with another formkey or signature, when those of the refused one no longer hold; empty, when they do,
     *     so that the refusal was about something else and the request may even have been carried out
     */
    public Optional<Gate> afterRefusal(Gate refused) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Gate present = forWrites;
            if (present != null && !present.signsAs(refused)) {
                return Optional.of(present);
            }
            Optional<Optional<Gate>> judged = flight(Need.WRITE).lead(() -> Optional.of(judge(refused)));
            if (judged.isPresent()) {
                return judged.get().filter(gate -> !gate.signsAs(refused));
            }
        }
        return Optional.empty();
    }

    private Optional<Gate> judge(Gate refused) {
        Gate present = forWrites;
        if (present != null && !present.signsAs(refused)) {
            return Optional.of(present);
        }
        if (accepts(Need.WRITE, refused)) {
            forWrites = refused;
            return Optional.empty();
        }
        forget(refused);
        var unused = search(Need.WRITE, writeProbe, refused, false);
        return Optional.ofNullable(forWrites);
    }

    private SingleFlight flight(Need need) {
        return Objects.requireNonNull(flights.get(need));
    }

    private FailedFormkeySearch failure(Need need) {
        return Objects.requireNonNull(failures.get(need));
    }

    /** Runs alone. Empty: others have negotiated meanwhile. */
    private <T> Optional<T> negotiate(Need need, Attempt<T> attempt, @Nullable Gate refused) {
        Gate present = present(need);
        if (present != null && !present.equals(refused)) {
            return Optional.empty();
        }
        Gate judged = refused;
        if (judged == null) {
            judged = assumed(need);
            Optional<T> result = judged == null ? Optional.empty() : attempt.under(judged);
            if (judged != null && result.isPresent()) {
                if (attempt.proves(result.get())) {
                    accept(need, judged);
                }
                return result;
            }
        }
        if (judged != null && judged.formkey() != null && accepts(need, judged)) {
            accept(need, judged);
            return Optional.of(attempt.under(judged).orElseThrow(GateNegotiation::refusedAlthough));
        }
        forget(judged);
        return search(need, attempt, judged, judged != null && judged.formkey() == null);
    }

    /** What is at hand without a search: a key that reads are signed with, the user's formkey, or for a read none at all. */
    private @Nullable Gate assumed(Need need) {
        Gate reading = forReads;
        if (need == Need.WRITE && reading != null && reading.formkey() != null) {
            return reading;
        }
        Secret configured = hunt.configured();
        if (configured == null && (need == Need.WRITE || facts.readsNeedFormkey())) {
            return null;
        }
        if (configured != null) {
            keyFound.accept(configured);
        }
        return new Gate(facts.recipes().get(0), configured, facts.revision());
    }

    private Gate keyless() {
        return new Gate(facts.recipes().get(0), null, facts.revision());
    }

    /**
     * Looks for a formkey. The first candidate, which most likely is right, is tried with the request itself; whatever that
     * leaves open is judged by a probe, so that a request that is refused for a reason of its own makes no good formkey
     * look wrong.
     */
    private <T> Optional<T> search(Need need, Attempt<T> attempt, @Nullable Gate refused, boolean keylessRefused) {
        failure(need).throwIfRecent();
        Set<Gate> tried = new HashSet<>();
        try {
            return Optional.of(hunt.search((key, revision) -> {
                keyFound.accept(key);
                for (GateRecipe recipe : facts.recipes()) {
                    Gate gate = new Gate(recipe, key, revision);
                    boolean first = tried.isEmpty();
                    if (!tried.add(gate) || gate.equals(refused)) {
                        continue;
                    }
                    Optional<T> result = first ? attempt.under(gate) : Optional.empty();
                    if (result.isPresent() || accepts(need, gate)) {
                        found(need, gate, keylessRefused, result.isEmpty() || attempt.proves(result.get()));
                        return result.or(() -> attempt.under(gate)).or(() -> {
                            throw refusedAlthough();
                        });
                    }
                }
                return Optional.empty();
            }));
        } catch (PoeException none) {
            Gate last = refused == null || refused.formkey() == null ? keyless() : refused;
            Optional<T> result = lastResort(need, attempt, last, keylessRefused, none);
            if (result.isPresent()) {
                return result;
            }
            failure(need).remember(none.failure());
            throw none;
        }
    }

    /** A refusal may have been passing, and a read may do without a formkey that cannot be found. */
    private <T> Optional<T> lastResort(
            Need need, Attempt<T> attempt, Gate last, boolean alreadyRefused, PoeException none) {
        boolean pointless = !(none.failure() instanceof PoeFailure.FormkeyUnavailable)
                || (last.formkey() == null && (need == Need.WRITE || alreadyRefused));
        Optional<T> result = pointless ? Optional.empty() : attempt.under(last);
        if (result.isPresent() && attempt.proves(result.get())) {
            accept(need, last);
        }
        return result;
    }

    private void found(Need need, Gate gate, boolean keylessRefused, boolean proven) {
        if (!proven) {
            return;
        }
        // Only where the site refuses a read without a formkey does a read with one prove anything about the formkey.
        boolean strict = need == Need.READ
                && keylessRefused
                && readProbe.under(keyless()).isEmpty();
        if (strict) {
            facts.readsNeedFormkey(true);
        }
        accept(strict ? Need.WRITE : need, gate);
    }

    private boolean accepts(Need need, Gate gate) {
        Attempt<Object> probe = need == Need.READ ? readProbe : writeProbe;
        return probe.under(gate).filter(probe::proves).isPresent();
    }

    private void accept(Need need, Gate gate) {
        failure(need).forget();
        if (need == Need.READ) {
            forReads = gate;
            if (gate.formkey() == null) {
                facts.readsNeedFormkey(false);
            }
            return;
        }
        forWrites = gate;
        facts.taken(gate);
        log.debug(
                "The site accepts the signature {} with the headers {}",
                gate.recipe().tag().swap(),
                gate.recipe().headers().keySet());
    }

    private void forget(@Nullable Gate refused) {
        if (refused != null && refused.equals(forReads)) {
            forReads = null;
        }
        if (refused != null && refused.equals(forWrites)) {
            forWrites = null;
        }
    }

    private static PoeException refusedAlthough() {
        return new PoeException(new PoeFailure.UnexpectedResponse(
                "poe.com refuses the request although it accepts our formkey and signature.", Spend.NONE));
    }
}
