package dev.poemcp.poe.site.diagnosis;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.diagnosis.LinkCheck;
import dev.poemcp.poe.diagnosis.LinkCheck.Outcome;
import dev.poemcp.poe.site.formkey.FormkeyFinder.KeySource;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.session.SessionSteps;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Formkey and signature. The site refuses a wrong one of either with the same words (docs/poe-protocol.md §3.5), so the
 * page decides: a key that the page's own script made is right, and then the signature is wrong.
 */
final class GateLinks {
    private final LinkCheck links;
    private final SessionSteps steps;

    GateLinks(LinkCheck links, SessionSteps steps) {
        this.links = links;
        this.steps = steps;
    }

    /** @return whether the site accepts signed requests */
    boolean check(SitePage page) {
        Outcome<Map<KeySource, Set<Secret>>> keys = links.attempt(() -> steps.formkeys(page));
        Outcome<Boolean> gate = links.attempt(() -> {
            steps.verifyGate();
            return true;
        });
        PoeFailure refusal = gate.failure();
        if (refusal == null) {
            links.ok("formkey", sources(keys), keys.took());
            links.ok("signature", "the site accepts it", gate.took());
            return true;
        }
        Set<Secret> made =
                keys.success().map(found -> found.get(KeySource.SCRIPT)).orElse(Set.of());
        if (made.isEmpty() && refusal instanceof PoeFailure.FormkeyUnavailable) {
            links.broken("formkey", refusal, keys.took());
            links.notChecked("signature", "there is no formkey to sign with");
            return false;
        }
        links.ok("formkey", sources(keys), keys.took());
        if (isOutage(refusal)) {
            links.notChecked("signature", refusal.what());
        } else if (refusal instanceof PoeFailure.FormkeyUnavailable) {
            links.broken(
                    "signature",
                    new PoeFailure.FormkeyUnavailable(
                            "poe.com refuses the key that the page's own script made, with every"
                                    + " known signature: the signature, a required header, or how the key is made has changed."),
                    gate.took());
        } else {
            links.broken("signature", refusal, gate.took());
        }
        return false;
    }

    /** Says nothing about formkey and signature. */
    static boolean isOutage(@Nullable PoeFailure failure) {
        return failure instanceof PoeFailure.Network
                || failure instanceof PoeFailure.TimedOut
                || failure instanceof PoeFailure.RateLimited
                || failure instanceof PoeFailure.Unavailable
                || failure instanceof PoeFailure.Cancelled;
    }

    private static String sources(Outcome<Map<KeySource, Set<Secret>>> keys) {
        int seeds = count(keys, KeySource.POSITIONS);
        int made = count(keys, KeySource.SCRIPT);
        if (seeds + made == 0) {
            return "none in the page; the configured one is used";
        }
        return made == 0 ? "at the known positions of the page's seed" : "made by the page's own script";
    }

    private static int count(Outcome<Map<KeySource, Set<Secret>>> keys, KeySource source) {
        return keys.success()
                .map(found -> found.getOrDefault(source, Set.of()).size())
                .orElse(0);
    }
}
