package dev.poemcp.emulator.site;

import java.util.function.Supplier;

/**
 * A request that was parsed and checked.
 *
 * @param operation our name of the operation
 * @param root field of {@code data} in its response; empty if it is not a query
 * @param refused whether it was rejected, so that it takes no fault
 * @param execute executes it and returns the response
 */
record Call(String operation, String root, boolean refused, Supplier<SiteResponse> execute) {
    static Call refused(String operation, SiteResponse response) {
        return new Call(operation, "", true, () -> response);
    }

    static Call of(String operation, Supplier<SiteResponse> execute) {
        return new Call(operation, "", false, execute);
    }
}
