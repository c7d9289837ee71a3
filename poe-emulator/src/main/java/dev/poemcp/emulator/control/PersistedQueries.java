package dev.poemcp.emulator.control;

import java.util.HashSet;
import java.util.Set;

/** The query hashes that the site has forgotten, so that one operation is stale while the others work. */
public final class PersistedQueries {
    private final Set<String> operations = new HashSet<>();
    private final Set<String> hashes = new HashSet<>();

    PersistedQueries() {}

    /**
     * Forgets every hash of an operation, e.g. {@code accountSettings}; requests with them get the response of
     * {@link EmulatorOptions#unknownHash()}.
     */
    public synchronized void forget(String operation) {
        operations.add(operation);
    }

    /** Forgets one hash of an operation that has several. */
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
