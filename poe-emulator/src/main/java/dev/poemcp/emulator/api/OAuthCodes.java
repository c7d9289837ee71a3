package dev.poemcp.emulator.api;

import dev.poemcp.emulator.world.IdGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The authorization codes that were issued and not yet presented; each is valid for 10 minutes. */
final class OAuthCodes {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int MAX_CODES = 1_000;

    private final IdGenerator ids;
    private final Clock clock;
    private final Map<String, Grant> grants = new LinkedHashMap<>();

    OAuthCodes(IdGenerator ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What the user allowed.
     *
     * @param challenge base64url of the verifier's SHA-256
     * @param validFor lifetime of the key; empty: it does not expire
     */
    record Grant(String clientId, String redirectUri, String challenge, Optional<Duration> validFor, Instant issued) {}

    synchronized String issue(String clientId, String redirectUri, String challenge, Optional<Duration> validFor) {
        var code = ids.code(40);
        grants.put(code, new Grant(clientId, redirectUri, challenge, validFor, clock.instant()));
        if (grants.size() > MAX_CODES) {
            grants.remove(grants.keySet().iterator().next());
        }
        return code;
    }

    /** Removes a code, so that it works once; empty if it is unknown or too old. */
    synchronized Optional<Grant> redeem(String code) {
        return Optional.ofNullable(grants.remove(code))
                .filter(grant -> clock.instant().isBefore(grant.issued().plus(LIFETIME)));
    }
}
