package dev.poemcp.server.export;

import dev.poemcp.server.export.Manifest.Entry;
import dev.poemcp.server.search.ChatIndex;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Makes the index agree with the archive: after a kill between the two, and when there is no index that can be used. */
final class IndexSync {
    private IndexSync() {}

    /**
     * @param progress is told how many chats are indexed
     * @return codes of the chats whose records cannot be read, which therefore are not found until they are saved again
     */
    static Set<String> run(ArchiveFolder archive, Manifest manifest, ChatIndex index, Consumer<String> progress)
            throws IOException {
        Map<String, String> indexed = index.versions();
        Set<String> unreadable = new HashSet<>();
        boolean isNew = indexed.isEmpty() && !manifest.chats().isEmpty();
        if (isNew) {
            // So that no one searches in a part of it.
            index.commit(false);
        }
        for (String code : indexed.keySet()) {
            if (!manifest.chats().containsKey(code)) {
                index.remove(code);
            }
        }
        int count = 0;
        for (var chat : manifest.chats().entrySet()) {
            Entry entry = chat.getValue();
            if (entry.savedAt() != null && !Objects.equals(entry.savedAt(), indexed.get(chat.getKey()))) {
                put(chat.getKey(), entry.savedAt(), archive, index, unreadable);
                progress.accept(++count + " chats indexed");
            }
        }
        index.commit(true);
        return unreadable;
    }

    private static void put(String code, String savedAt, ArchiveFolder archive, ChatIndex index, Set<String> unreadable)
            throws IOException {
        ChatRecord.Content content;
        try {
            content = archive.content(code);
        } catch (IOException damagedOrMissing) {
            unreadable.add(code);
            return;
        }
        index.put(content.chat(), content.messages(), savedAt);
    }
}
