package dev.poemcp.poe.site.reply;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The replies that are kept, by chat. Guarded by its owner. */
final class FollowedReplies {
    private final Map<Long, Set<TrackedReply>> byChat = new HashMap<>();
    private int count;

    void add(TrackedReply reply) {
        byChat.computeIfAbsent(reply.chatId(), chat -> new LinkedHashSet<>()).add(reply);
        count++;
    }

    /** Has no effect if the reply is no longer kept. */
    void remove(TrackedReply reply) {
        Set<TrackedReply> ofChat = byChat.get(reply.chatId());
        if (ofChat != null && ofChat.remove(reply)) {
            count--;
            if (ofChat.isEmpty()) {
                byChat.remove(reply.chatId());
            }
        }
    }

    boolean has(long chatId) {
        return byChat.containsKey(chatId);
    }

    /** A copy. */
    List<TrackedReply> of(long chatId) {
        return List.copyOf(byChat.getOrDefault(chatId, Set.of()));
    }

    /** A copy. */
    List<TrackedReply> all() {
        List<TrackedReply> all = new ArrayList<>();
        byChat.values().forEach(all::addAll);
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
