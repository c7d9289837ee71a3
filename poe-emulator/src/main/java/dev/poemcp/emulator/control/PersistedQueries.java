package dev.poemcp.emulator.control;

import dev.poemcp.emulator.world.IdGenerator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hashes of queries and subscriptions, which the site can forget or renew while it runs, as a new build does. A
 * renewed hash is the SHA-256 of the old one and the number of its renewal. The page's scripts follow immediately, at
 * new paths. Operations have our names, e.g. {@code accountSettings}; subscriptions their own, e.g.
 * {@code messageAdded}.
 */
public final class PersistedQueries {
    private final Set<String> forgottenOperations = new HashSet<>();
    private final Set<String> forgottenHashes = new HashSet<>();
    private final Map<String, Integer> renewals = new HashMap<>();
    private final Map<String, String> addedVariables = new HashMap<>();
    private final Set<String> withDecoys = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();
    private final Map<String, Renewed> renewed = new HashMap<>();
    private boolean allHidden;
    private int renewalsOfAll;
    private int version;

    PersistedQueries() {}

    private record Renewed(int renewals, String hash) {}

    /**
     * Forgets every hash of an operation, e.g. {@code accountSettings}; requests with them get the response of
     * {@link EmulatorOptions#unknownHash()}.
     */
    public synchronized void forget(String operation) {
        forgottenOperations.add(operation);
    }

    /** Forgets one hash of an operation that has several. */
    public synchronized void forgetHash(String hash) {
        forgottenHashes.add(hash);
    }

    /**
     * Gives every query and subscription a new hash. The old ones get the response of
     * {@link EmulatorOptions#unknownHash()}; a subscription request with an old one fails as a whole.
     */
    public synchronized void renew() {
        renewalsOfAll++;
        version++;
    }

    /** As {@link #renew()}, for one operation or subscription. */
    public synchronized void renew(String operation) {
        renewals.merge(operation, 1, Integer::sum);
        version++;
    }

    /**
     * As {@link #renew(String)}; from now on the operation needs one more variable, of any type. Without it the response
     * is "Server Error".
     */
    public synchronized void renewWithVariable(String operation, String variableName) {
        addedVariables.put(operation, variableName);
        renew(operation);
    }

    /**
     * From now on the scripts contain three artifacts of this operation's name, in different chunks and with different
     * hashes. The right one is in its usual chunk; one of the others has the same variables, the other has one more.
     */
    public synchronized void publishDecoys(String operation) {
        withDecoys.add(operation);
        version++;
    }

    /** From now on the scripts contain this operation only under a name that no client knows. */
    public synchronized void hide(String operation) {
        hidden.add(operation);
        version++;
    }

    /** As {@link #hide}, for every query; subscriptions are missing from the scripts. */
    public synchronized void hideAll() {
        allHidden = true;
        version++;
    }

    /** Knows all hashes of the build again, as at the start. */
    public synchronized void restore() {
        forgottenOperations.clear();
        forgottenHashes.clear();
        renewals.clear();
        addedVariables.clear();
        withDecoys.clear();
        hidden.clear();
        renewed.clear();
        allHidden = false;
        renewalsOfAll = 0;
        version++;
    }

    /** Used by the site: whether the hash, as the build has it or as it is now, is forgotten. */
    public synchronized boolean forgot(String operation, String hash) {
        return forgottenOperations.contains(operation)
                || forgottenHashes.contains(hash)
                || forgottenHashes.contains(current(operation, hash));
    }

    /** Used by the site: the present hash of a query or subscription that has this hash in its build. */
    public synchronized String current(String operation, String hash) {
        var wanted = renewalsOfAll + renewals.getOrDefault(operation, 0);
        var now = renewed.getOrDefault(operation + " " + hash, new Renewed(0, hash));
        for (var number = now.renewals() + 1; number <= wanted; number++) {
            now = new Renewed(number, IdGenerator.derived(now.hash() + number));
        }
        renewed.put(operation + " " + hash, now);
        return now.hash();
    }

    /** Used by the site: the variable that the operation needs besides those of its build. */
    public synchronized Optional<String> addedVariable(String operation) {
        return Optional.ofNullable(addedVariables.get(operation));
    }

    /** Used by the page's scripts: hashes that are published for this operation, although none of them is known. */
    public synchronized List<String> decoys(String operation, String hash) {
        return withDecoys.contains(operation)
                ? List.of(IdGenerator.derived(hash + "first decoy"), IdGenerator.derived(hash + "second decoy"))
                : List.of();
    }

    /** Used by the page's scripts: whether the operation's name is missing. */
    public synchronized boolean isHidden(String operation) {
        return allHidden || hidden.contains(operation);
    }

    /** Used by the page's scripts: changes with everything that they contain. */
    public synchronized int version() {
        return version;
    }
}
