package dev.poemcp.server.policy;

import dev.poemcp.server.settings.Credentials;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The points that this process has spent and set aside, by account. It outlives the services that work for an account, so
 * that neither another header nor a service that was closed meanwhile gives an account a fresh total.
 *
 * <p>An account is its {@code p-b} cookie: two sessions of one user at Poe count as two accounts.
 *
 * <p>Bounded: an account is kept from its first reservation on. When there is no room for another one, those without
 * spending go first, then those of which Poe never took a message. An account that has proven its credentials and has spent
 * points is kept until the process ends.
 */
public final class PointsLedger {
    private static final int MAX_ACCOUNTS = 10_000;
    private static final int MAX_ENTRIES = 500;

    private final int maxAccounts;
    private final int maxEntries;
    private final Map<String, AccountPoints> accounts = new LinkedHashMap<>(16, 0.75f, true);

    public PointsLedger() {
        this(MAX_ACCOUNTS, MAX_ENTRIES);
    }

    /** @param maxEntries messages of one account whose cost can still be corrected */
    PointsLedger(int maxAccounts, int maxEntries) {
        this.maxAccounts = maxAccounts;
        this.maxEntries = maxEntries;
    }

    /** The account that these credentials belong to. Keeps nothing yet. */
    public AccountLedger of(Credentials credentials) {
        return new AccountLedger(this, AccountKey.of(credentials));
    }

    /** The account's points; null where there are none. Called with this object's lock held, as are the methods below. */
    @Nullable
    AccountPoints find(String account) {
        return accounts.get(account);
    }

    /** Like {@link #find}, and begins them where there are none; null when there is no room. */
    @Nullable
    AccountPoints open(String account) {
        AccountPoints points = accounts.get(account);
        if (points == null && (accounts.size() < maxAccounts || makeRoom())) {
            points = new AccountPoints(maxEntries);
            accounts.put(account, points);
        }
        return points;
    }

    private boolean makeRoom() {
        return removeFirst(AccountPoints::isBlank) || removeFirst(points -> !points.isProven() && !points.isSending());
    }

    private boolean removeFirst(Predicate<AccountPoints> which) {
        for (Iterator<AccountPoints> each = accounts.values().iterator(); each.hasNext(); ) {
            if (which.test(each.next())) {
                each.remove();
                return true;
            }
        }
        return false;
    }
}
