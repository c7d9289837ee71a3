package dev.poemcp.emulator.control;

import java.util.HashSet;
import java.util.Set;

/** The query hashes that the site has forgotten since it started: how one operation goes stale while the others work. */
public final class PersistedQueries {
    private final Set<String> operations = new HashSet<>();
    private final Set<String> hashes = new HashSet<>();

    PersistedQueries() {}

    /**
     * Forgets every hash of an operation, e.g. {@code accountSettings}; requests with them get what the options'
     * {@link EmulatorOptions#unknownHash()} says.
     */
    public synchronized void forget(String operation) {
        operations.add(operation);
    }

    /** Forgets one hash, where a build takes several for one operation. */
    public synchronized void forgetHash(String hash) {
        hashes.add(hash);
    }

    /** Knows all hashes of the build again. */
    public synchronized void restore() {
        operations.clear();
        hashes.clear();
    }

    /** Used by the site. */
    public synchronized boolean forgot(String operation, String hash) {
        return operations.contains(operation) || hashes.contains(hash);
    }
}
