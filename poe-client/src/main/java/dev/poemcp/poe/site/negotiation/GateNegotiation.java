package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Spend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what gets requests past the site's gate. A read is first tried without a formkey, which the site may not ask
 * for; only when it is refused, or something is to be written, a formkey is looked for, and the request itself tells
 * whether the gate is right. A working read without a formkey proves nothing about writes.
 *
 * <p>However many need a gate at once, it is negotiated once ({@link SingleFlight}).
 */
public final class GateNegotiation {
    private static final Logger log = LoggerFactory.getLogger(GateNegotiation.class);
    /** How long a failed search for a formkey is remembered. */
    static final Duration FAILURE_LIFETIME = Duration.ofSeconds(60);
    /** Of one request: its own, one after a negotiation of others', one after its own. */
    private static final int MAX_ROUNDS = 4;

    /** What a request does at the site. */
    public enum Need {
        READ,
        WRITE
    }

    /** Makes one request that may be repeated. */
    @FunctionalInterface
    public interface Attempt<T> {
        /**
         * Empty: refused at the gate. An answer that is a failure is a result; what keeps the site from judging the
         * request at all is thrown and ends the negotiation.
         */
        Optional<T> under(Gate gate);
    }

    private final FormkeyHunt hunt;
    private final GateFacts facts;
    private final Attempt<Object> readProbe;
    private final Attempt<Object> writeProbe;
    private final Consumer<Secret> keyFound;
    private final Clock clock;
    private final SingleFlight flight = new SingleFlight();

    private volatile @Nullable Gate forReads;
    private volatile @Nullable Gate forWrites;
    private volatile @Nullable Failed lastFailure;

    private record Failed(PoeFailure.FormkeyUnavailable failure, Instant until) {}

    /**
     * @param readProbe a signed read
     * @param writeProbe a signed request that the site judges like a write, and that changes nothing
     * @param keyFound told every formkey before it is used, so that it can be kept out of logs
     */
    GateNegotiation(
            FormkeyHunt hunt,
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
        this.clock = clock;
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
            Optional<T> result = flight.lead(() -> negotiate(need, attempt, judged));
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw refusedAlthough();
    }

    /**
     * A gate for a request that may be made once only. It is one that the site has accepted, so that the request is not
     * what finds out.
     */
    public Gate forOnce() {
        Gate present = forWrites;
        if (present != null) {
            return present;
        }
        var unused = run(Need.WRITE, writeProbe);
        Gate negotiated = forWrites;
        if (negotiated == null) {
            throw refusedAlthough();
        }
        return negotiated;
    }

    /**
     * What to make of a refusal of a request that may be made once only.
     *
     * @return another gate, when the refused one no longer holds; empty, when it still does, so that the refusal was about
     *     something else and the request may even have been carried out
     */
    public Optional<Gate> afterRefusal(Gate refused) {
        Gate present = forWrites;
        if (present != null && !present.equals(refused)) {
            return Optional.of(present);
        }
        var unused = flight.lead(() -> {
            if (refused.equals(forWrites) && writeProbe.under(refused).isEmpty()) {
                forget();
                return search(Need.WRITE, writeProbe, refused);
            }
            return Optional.empty();
        });
        Gate negotiated = forWrites;
        return Optional.ofNullable(negotiated).filter(gate -> !gate.equals(refused));
    }

    /** Runs alone. Empty: others have negotiated meanwhile. */
    private <T> Optional<T> negotiate(Need need, Attempt<T> attempt, @Nullable Gate refused) {
        Gate present = present(need);
        if (present != null && !present.equals(refused)) {
            return Optional.empty();
        }
        if (refused != null && refused.formkey() != null) {
            if (probe(need).under(refused).isPresent()) {
                return Optional.of(attempt.under(refused).orElseThrow(GateNegotiation::refusedAlthough));
            }
        } else if (refused == null) {
            Optional<T> open = withoutSearch(need, attempt);
            if (open.isPresent()) {
                return open;
            }
        }
        forget();
        if (need == Need.READ) {
            facts.readsNeedFormkey(true);
        }
        return search(need, attempt, refused);
    }

    /** What is at hand: the user's formkey, or for a read none at all. */
    private <T> Optional<T> withoutSearch(Need need, Attempt<T> attempt) {
        Secret configured = hunt.configured();
        if (configured == null && (need == Need.WRITE || facts.readsNeedFormkey())) {
            return Optional.empty();
        }
        if (configured != null) {
            keyFound.accept(configured);
        }
        Gate assumed = new Gate(facts.recipes().get(0), configured, facts.revision());
        Optional<T> result = attempt.under(assumed);
        if (result.isPresent() && need == Need.READ) {
            forReads = assumed;
            facts.readsNeedFormkey(false);
        } else if (result.isPresent()) {
            accept(assumed);
        }
        return result;
    }

    /**
     * The first candidate, which most likely is right, is tried with the request itself; whatever that leaves open is
     * judged by a probe, so that a request that is refused for a reason of its own makes no good formkey look wrong.
     */
    private <T> Optional<T> search(Need need, Attempt<T> attempt, @Nullable Gate refused) {
        Failed failed = lastFailure;
        if (failed != null && clock.instant().isBefore(failed.until())) {
            throw new PoeException(failed.failure());
        }
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
                    if (result.isPresent() || probe(need).under(gate).isPresent()) {
                        accept(gate);
                        return result.or(() -> attempt.under(gate)).or(() -> {
                            throw refusedAlthough();
                        });
                    }
                }
                return Optional.empty();
            }));
        } catch (PoeException none) {
            if (none.failure() instanceof PoeFailure.FormkeyUnavailable unavailable) {
                lastFailure = new Failed(unavailable, clock.instant().plus(FAILURE_LIFETIME));
            }
            throw none;
        }
    }

    private Attempt<Object> probe(Need need) {
        return need == Need.READ ? readProbe : writeProbe;
    }

    private void accept(Gate gate) {
        forWrites = gate;
        lastFailure = null;
        facts.taken(gate);
        log.debug(
                "The site accepts the signature {} with the headers {}",
                gate.recipe().tag().swap(),
                gate.recipe().headers().keySet());
    }

    private void forget() {
        forReads = null;
        forWrites = null;
    }

    private static PoeException refusedAlthough() {
        return new PoeException(new PoeFailure.UnexpectedResponse(
                "poe.com refuses the request although it accepts our formkey and signature.", Spend.NONE));
    }
}
