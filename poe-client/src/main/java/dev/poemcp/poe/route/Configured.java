package dev.poemcp.poe.route;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;

/**
 * Which credentials there are.
 *
 * @param account the cookies of an account
 * @param apiKey a key of the official API
 * @param catalogue whether the official API may be asked for prices that the account's way does not tell
 */
public record Configured(boolean account, boolean apiKey, boolean catalogue) {
    /** @throws PoeException {@link PoeFailure.NotConfigured} if there are none at all */
    void requireAny() {
        if (!account && !apiKey) {
            throw new PoeException(new PoeFailure.NotConfigured(
                    "Neither an API key nor the cookies of an account are configured.", "POE_API_KEY"));
        }
    }

    boolean onlyKey() {
        return apiKey && !account;
    }
}
