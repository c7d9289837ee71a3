package dev.poemcp.poe.route;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Points;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Points of the account; by the key where the account's way is broken, and for the pages after such a one. */
record RoutedPoints(Points account, Points api) implements Points {
    @Override
    public Balance balance() {
        return orByKey(account::balance, false, api::balance);
    }

    @Override
    public History history(int count, @Nullable String cursor) {
        return orByKey(() -> account.history(count, cursor), cursor != null, () -> api.history(count, cursor));
    }

    /** @param hasCursor which the account refuses if the API gave it */
    private static <T> T orByKey(Supplier<T> byAccount, boolean hasCursor, Supplier<T> byKey) {
        try {
            return byAccount.get();
        } catch (PoeException e) {
            if (RoutedMessages.isBroken(e.failure())
                    || (hasCursor && e.failure() instanceof PoeFailure.InvalidRequest)) {
                return byKey.get();
            }
            throw e;
        }
    }
}
