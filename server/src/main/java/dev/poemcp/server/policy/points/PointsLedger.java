package dev.poemcp.server.policy.points;

import dev.poemcp.server.settings.Credentials;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The points that this process has spent and reserved, by account. Outlives the services of an account, so that neither
 * another header nor a closed service resets an account's total.
 *
 * <p>An account is its {@code p-b} cookie, or an API key: two sessions of one user at Poe count as two accounts. A message
 * counts for both of a caller who has both, so that a new cookie beside the same key starts no new account.
 *
 * <p>Bounded: an account is kept from its first reservation on. When the ledger is full, accounts without spending are
 * dropped first, then those from which Poe never accepted a message. An account with proven credentials and spending is
 * kept until the process ends.
 */
public final class PointsLedger {
    private static final int MAX_ACCOUNTS = 10_000;
    private static final int MAX_ENTRIES = 500;

    private final int maxAccounts;
    private final int maxEntries;
    private final Map<String, AccountEntries> accounts = new LinkedHashMap<>(16, 0.75f, true);

    public PointsLedger() {
        this(MAX_ACCOUNTS, MAX_ENTRIES);
    }

    /** @param maxEntries messages of one account whose cost can still be corrected */
    PointsLedger(int maxAccounts, int maxEntries) {
        this.maxAccounts = maxAccounts;
        this.maxEntries = maxEntries;
    }

    /** The account of these credentials. Stores nothing yet. */
    public AccountLedger of(Credentials credentials) {
        return new AccountLedger(this, AccountKey.of(credentials));
    }

    /** The account's points; null if there are none. Requires this object's lock, like the methods below. */
    @Nullable
    AccountEntries find(String account) {
        return accounts.get(account);
    }

    /** Like {@link #find}, but creates missing ones; null if the ledger is full. */
    @Nullable
    AccountEntries open(String account) {
        AccountEntries points = accounts.get(account);
        if (points == null && (accounts.size() < maxAccounts || makeRoom())) {
            points = new AccountEntries(maxEntries);
            accounts.put(account, points);
        }
        return points;
    }

    private boolean makeRoom() {
        return removeFirst(AccountEntries::isBlank) || removeFirst(points -> !points.isProven() && !points.isSending());
    }

    private boolean removeFirst(Predicate<AccountEntries> predicate) {
        for (Iterator<AccountEntries> iterator = accounts.values().iterator(); iterator.hasNext(); ) {
            if (predicate.test(iterator.next())) {
                iterator.remove();
                return true;
            }
        }
        return false;
    }
}
