package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.site.profile.Operation;
import java.util.Set;

/** Looks for the present query of an operation whose known queries the site no longer accepts. */
@FunctionalInterface
public interface QueryRepair {
    /**
     * @param tried hashes that have just failed
     * @return whether the ranking now has another one to try
     * @throws dev.poemcp.poe.PoeException if the thread is interrupted
     */
    boolean repair(Operation operation, Set<String> tried);
}
