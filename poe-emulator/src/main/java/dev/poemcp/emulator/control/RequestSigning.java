package dev.poemcp.emulator.control;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the site requires of signed posts where it differs from its build: a new salt, other swapped digits, one more
 * header (docs/poe-protocol.md §1.3, §1.4). A post without it is refused as one with a wrong signature or header. The
 * page's scripts follow immediately, so that a browser still works.
 */
public final class RequestSigning {
    private static final int DIGITS = 32;

    private final Set<String> requiredHeaders = new LinkedHashSet<>();
    private Optional<String> salt = Optional.empty();
    private Optional<List<Integer>> swap = Optional.empty();
    private int version;

    RequestSigning() {}

    /** Signatures need this salt instead of the build's; the formkey stays. */
    public synchronized void salt(String value) {
        salt = Optional.of(value);
        version++;
    }

    /**
     * The digits at these positions of the signature are swapped, and no others.
     *
     * @param first from 0 to 31
     * @param second from 0 to 31, another one
     */
    public synchronized void swap(int first, int second) {
        if (first < 0 || second < 0 || first >= DIGITS || second >= DIGITS || first == second) {
            throw new IllegalArgumentException("swap takes two positions from 0 to 31, not " + first + ", " + second);
        }
        swap = Optional.of(List.of(first, second));
        version++;
    }

    /** No digits of the signature are swapped. */
    public synchronized void noSwap() {
        swap = Optional.of(List.of());
        version++;
    }

    /** Signed posts need this header too, with any value; may be called for several. */
    public synchronized void requireHeader(String name) {
        requiredHeaders.add(name);
        version++;
    }

    /** Signatures and headers are the build's again. */
    public synchronized void restore() {
        salt = Optional.empty();
        swap = Optional.empty();
        requiredHeaders.clear();
        version++;
    }

    /** Used by the site: the salt that signatures need now. */
    public synchronized String saltOr(String saltOfBuild) {
        return salt.orElse(saltOfBuild);
    }

    /** Used by the site: the positions that are swapped now, two or none. */
    public synchronized List<Integer> swapOr(List<Integer> swapOfBuild) {
        return swap.orElse(swapOfBuild);
    }

    /** Used by the site: the headers that signed posts need besides those of the build. */
    public synchronized List<String> requiredHeaders() {
        return List.copyOf(requiredHeaders);
    }

    /** Used by the page's scripts: changes with everything that this contains. */
    public synchronized int version() {
        return version;
    }
}
