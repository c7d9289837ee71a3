package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.negotiation.GateNegotiation.Need;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the negotiations have led to: the gates that the site accepts, and why a search found none. Thread-safe. */
final class NegotiatedGates {
    private static final Logger log = LoggerFactory.getLogger(NegotiatedGates.class);

    private final GateFacts facts;
    private final Map<Need, FailedFormkeySearch> failures = new EnumMap<>(Need.class);
    private volatile @Nullable Gate read;
    private volatile @Nullable Gate write;

    NegotiatedGates(GateFacts facts, Clock clock) {
        this.facts = facts;
        for (Need need : Need.values()) {
            failures.put(need, new FailedFormkeySearch(clock));
        }
    }

    /** A gate for writes serves reads, too. */
    @Nullable
    Gate current(Need need) {
        Gate signed = write;
        return signed != null || need == Need.WRITE ? signed : read;
    }

    /** The gate that was accepted for reads only; null even if there is one for writes. */
    @Nullable
    Gate forReads() {
        return read;
    }

    void accept(Need need, Gate gate) {
        failure(need).forget();
        if (need == Need.READ) {
            read = gate;
            if (gate.formkey() == null) {
                facts.readsNeedFormkey(false);
            }
            return;
        }
        write = gate;
        facts.accepted(gate);
        log.debug(
                "The site accepts the signature {} with the headers {}",
                gate.recipe().tag().swap(),
                gate.recipe().headers().keySet());
    }

    void forget(@Nullable Gate refused) {
        if (refused != null && refused.equals(read)) {
            read = null;
        }
        if (refused != null && refused.equals(write)) {
            write = null;
        }
    }

    /** @throws dev.poemcp.poe.PoeException the failure of a recent search, which would repeat itself */
    void throwIfSearchFailed(Need need) {
        failure(need).throwIfRecent();
    }

    void searchFailed(Need need, PoeFailure why) {
        failure(need).remember(why);
    }

    private FailedFormkeySearch failure(Need need) {
        return Objects.requireNonNull(failures.get(need));
    }
}
