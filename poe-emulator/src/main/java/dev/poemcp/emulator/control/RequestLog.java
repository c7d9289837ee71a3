package dev.poemcp.emulator.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The received requests, including rejected ones, in order. All are counted; the newest 10,000 are kept, or fewer when
 * their bodies exceed 64 MB.
 */
public final class RequestLog {
    private static final int MAX_REQUESTS = 10_000;
    private static final long MAX_BODY_BYTES = 64L * 1024 * 1024;

    private final Deque<LoggedRequest> requests = new ArrayDeque<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> executions = new HashMap<>();
    private int executedWrites;
    private long total;
    private long keptBodyBytes;

    RequestLog() {}

    /** Number of requests of this operation since the start or the last {@link #clear()}. */
    public synchronized int count(String operation) {
        return counts.getOrDefault(operation, 0);
    }

    /**
     * Number of times this operation took effect since the start or the last {@link #clear()}, whatever the response
     * was. Rejections by the gate, faults before execution, server errors, null entities and a status other than
     * success don't count.
     */
    public synchronized int executions(String operation) {
        return executions.getOrDefault(operation, 0);
    }

    /** {@link #executions} of all mutations; subscribing does not count, since it doesn't change the account. */
    public synchronized int executedWrites() {
        return executedWrites;
    }

    public synchronized List<LoggedRequest> all() {
        return List.copyOf(requests);
    }

    public synchronized List<LoggedRequest> of(String operation) {
        return requests.stream()
                .filter(request -> request.operation().equals(operation))
                .toList();
    }

    public synchronized void clear() {
        requests.clear();
        counts.clear();
        executions.clear();
        executedWrites = 0;
        keptBodyBytes = 0;
    }

    /** Used by the site for each operation that took effect. */
    public synchronized void executed(String operation, boolean write) {
        executions.merge(operation, 1, Integer::sum);
        if (write) {
            executedWrites++;
        }
    }

    /** Used by the site for each request it reads. */
    public synchronized void add(
            String operation, String method, String path, Map<String, List<String>> headers, byte[] body) {
        total++;
        counts.merge(operation, 1, Integer::sum);
        requests.addLast(new LoggedRequest(total, operation, method, path, headers, body));
        keptBodyBytes += body.length;
        while (requests.size() > MAX_REQUESTS || (keptBodyBytes > MAX_BODY_BYTES && requests.size() > 1)) {
            keptBodyBytes -= requests.removeFirst().bodyBytes();
        }
    }
}
