package dev.poemcp.poe.site.reply;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The states of a chat's jobs as the channel reported them, by job id, because events about a job often arrive before
 * its id is known to be ours. Bounded. Guarded by its owner.
 */
final class JobStates {
    private static final int MAX_JOBS = 16;

    /** An active job can still create messages. Source: docs/poe-protocol.md §5.6. */
    private static final Set<String> ACTIVE = Set.of("not_started", "running", "paused");

    private static final Set<String> ENDED = Set.of("completed", "cancelled", "errored");

    private final Map<Long, String> states = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
            return size() > MAX_JOBS;
        }
    };

    static boolean hasEnded(String state) {
        return ENDED.contains(state);
    }

    /** @param jobId 0 if not known; then nothing is kept */
    void update(long jobId, String state) {
        if (jobId == 0) {
            return;
        }
        // A late frame must not reactivate a job that has ended.
        states.merge(jobId, state, (old, now) -> hasEnded(old) ? old : now);
    }

    /** Whether the channel reported the job as active and has not reported its end. */
    boolean isActive(long jobId) {
        return ACTIVE.contains(states.getOrDefault(jobId, ""));
    }

    void clear() {
        states.clear();
    }
}
