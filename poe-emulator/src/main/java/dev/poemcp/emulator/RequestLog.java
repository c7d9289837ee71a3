package dev.poemcp.emulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The requests the emulator received, refused ones too, in order; the newest 10,000 are kept, all are counted. */
public final class RequestLog {
    private static final int KEPT = 10_000;

    private final Deque<LoggedRequest> requests = new ArrayDeque<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private long total;

    RequestLog() {}

    /** How many requests of that operation came in since the start or the last {@link #clear()}. */
    public synchronized int count(String operation) {
        return counts.getOrDefault(operation, 0);
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
    }

    /** Used by the site for each request it reads. */
    public synchronized void add(
            String operation, String method, String path, Map<String, List<String>> headers, byte[] body) {
        total++;
        counts.merge(operation, 1, Integer::sum);
        requests.addLast(new LoggedRequest(total, operation, method, path, headers, body));
        if (requests.size() > KEPT) {
            requests.removeFirst();
        }
    }
}
