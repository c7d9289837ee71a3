package dev.poemcp.poe.site.reply;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The replies that are kept, by chat and by job. Guarded by its owner. */
final class FollowedReplies {
    private final Index byChat = new Index();
    private final Index byJob = new Index();
    private int count;

    /** Replies by a number. */
    private static final class Index {
        private final Map<Long, Set<TrackedReply>> replies = new HashMap<>();

        void add(long key, TrackedReply reply) {
            replies.computeIfAbsent(key, number -> new LinkedHashSet<>()).add(reply);
        }

        /** @return whether it was there */
        boolean remove(long key, TrackedReply reply) {
            Set<TrackedReply> found = replies.get(key);
            if (found == null || !found.remove(reply)) {
                return false;
            }
            if (found.isEmpty()) {
                replies.remove(key);
            }
            return true;
        }

        /** A copy. */
        List<TrackedReply> get(long key) {
            return List.copyOf(replies.getOrDefault(key, Set.of()));
        }
    }

    void add(TrackedReply reply) {
        byChat.add(reply.chatId(), reply);
        byJob.add(reply.jobId(), reply);
        count++;
    }

    /** Has no effect if the reply is no longer kept. */
    void remove(TrackedReply reply) {
        if (byChat.remove(reply.chatId(), reply)) {
            byJob.remove(reply.jobId(), reply);
            count--;
        }
    }

    /** The reply's job became known. */
    void jobKnown(TrackedReply reply, long jobId) {
        boolean kept = byJob.remove(reply.jobId(), reply);
        reply.jobId(jobId);
        if (kept) {
            byJob.add(jobId, reply);
        }
    }

    boolean has(long chatId) {
        return byChat.replies.containsKey(chatId);
    }

    /** A copy. */
    List<TrackedReply> of(long chatId) {
        return byChat.get(chatId);
    }

    /** A copy. */
    List<TrackedReply> ofJob(long jobId) {
        return byJob.get(jobId);
    }

    /** A copy. */
    List<TrackedReply> all() {
        List<TrackedReply> all = new ArrayList<>();
        byChat.replies.values().forEach(all::addAll);
        return all;
    }

    int size() {
        return count;
    }

    /** The reply that ended first. */
    Optional<TrackedReply> firstEnded() {
        return all().stream().filter(TrackedReply::isOver).min(Comparator.comparingLong(TrackedReply::endedAt));
    }
}
