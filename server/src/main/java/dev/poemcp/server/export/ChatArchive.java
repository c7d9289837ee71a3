package dev.poemcp.server.export;

import dev.poemcp.server.export.Manifest.Entry;
import dev.poemcp.server.search.ChatIndex;
import dev.poemcp.server.search.ChatSearch;
import dev.poemcp.server.search.IndexUnusableException;
import dev.poemcp.server.search.MessageHit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An archive as its readers see it, while others may write into it. An index that cannot be used is made again, from the
 * archive itself.
 */
public final class ChatArchive implements AutoCloseable {
    private static final int MAX_FAILED = 50;
    private static final Duration OTHER_WRITER_LIMIT = Duration.ofMinutes(1);

    private final Path folder;
    private final ChatSearch search;
    private @Nullable FutureTask<Void> rebuild;
    private @Nullable ReadManifest known;

    /** @param folder need not exist yet */
    public ChatArchive(Path folder) {
        this.folder = folder;
        this.search = new ChatSearch(ArchiveFolder.indexIn(folder));
    }

    private record ReadManifest(FileTime time, long size, Manifest manifest) {}

    /**
     * What was found.
     *
     * @param more whether there are further hits
     * @param archivedUntil RFC 3339; null if the account's chats were never all listed
     */
    public record Found(
            List<MessageHit> hits, boolean more, @Nullable String archivedUntil) {
        public Found {
            hits = List.copyOf(hits);
        }
    }

    /**
     * Searches in the messages.
     *
     * @param skip number of hits to leave out
     * @param wait for an index that has to be made first
     * @throws ArchiveException if there is no archive
     * @throws IndexUnusableException if the index is not ready by then
     */
    public Found search(String query, int skip, int count, Duration wait) throws IOException, InterruptedException {
        String archivedUntil = manifest().archivedUntil();
        ChatSearch.Result result;
        try {
            result = search.search(query, skip, count);
        } catch (IndexUnusableException unusable) {
            makeIndex(wait, unusable);
            result = search.search(query, skip, count);
        }
        return new Found(result.hits(), result.more(), archivedUntil);
    }

    private void makeIndex(Duration wait, IndexUnusableException unusable) throws IOException, InterruptedException {
        try {
            rebuild().get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unusable;
        } catch (ExecutionException e) {
            throw new IndexUnusableException(
                    Objects.requireNonNull(e.getCause()).getMessage(), e);
        }
    }

    private synchronized FutureTask<Void> rebuild() {
        if (rebuild == null || rebuild.isDone()) {
            rebuild = new FutureTask<>(() -> {
                syncIndex(folder, OTHER_WRITER_LIMIT);
                return null;
            });
            var thread = new Thread(rebuild, "archive-index");
            thread.setDaemon(true);
            thread.start();
        }
        return rebuild;
    }

    /**
     * Makes the index agree with the archive.
     *
     * @param wait for another process that writes into it
     * @throws ArchiveException if there is no archive, or another process still writes into it
     */
    static void syncIndex(Path folder, Duration wait) throws IOException, InterruptedException {
        refuseMissing(folder);
        try (var archive = ArchiveFolder.open(folder, wait);
                ChatIndex index = archive.index()) {
            IndexSync.run(archive, archive.manifest(), index, indexed -> {});
        }
    }

    private static void refuseMissing(Path folder) throws ArchiveException {
        if (!Files.exists(ArchiveFolder.manifestFile(folder))) {
            throw new ArchiveException("there is no archive in it");
        }
    }

    /**
     * What an archive holds.
     *
     * @param chats number of saved chats, with those that Poe no longer has
     * @param deletedChats of these, what Poe no longer has
     * @param missingAttachments what could not be saved, or was left out
     * @param failedChats whose last attempt failed, at most 50
     * @param archivedUntil when the account's chats were last all listed (RFC 3339); null for never
     */
    public record Facts(
            int chats,
            long messages,
            int deletedChats,
            int attachments,
            int missingAttachments,
            List<FailedChat> failedChats,
            @Nullable String archivedUntil) {
        public Facts {
            failedChats = List.copyOf(failedChats);
        }
    }

    /** @param failure one sentence */
    public record FailedChat(String chatCode, @Nullable String title, String failure) {}

    /** @throws ArchiveException if there is no archive, or none that this version reads */
    public Facts facts() throws IOException {
        Manifest manifest = manifest();
        int chats = 0;
        long messages = 0;
        int deleted = 0;
        int attachments = 0;
        int missing = 0;
        for (Entry entry : manifest.chats().values()) {
            chats += entry.file() == null ? 0 : 1;
            messages += entry.messages();
            deleted += entry.deleted() ? 1 : 0;
            attachments += entry.attachments().size();
            missing += entry.missingAttachments().size();
        }
        return new Facts(chats, messages, deleted, attachments, missing, failed(manifest), manifest.archivedUntil());
    }

    private static List<FailedChat> failed(Manifest manifest) {
        return manifest.chats().entrySet().stream()
                .filter(chat -> chat.getValue().failure() != null)
                .limit(MAX_FAILED)
                .map(ChatArchive::failed)
                .toList();
    }

    private static FailedChat failed(Map.Entry<String, Entry> chat) {
        return new FailedChat(
                chat.getKey(),
                chat.getValue().title(),
                String.valueOf(chat.getValue().failure()));
    }

    /** Read again only when it was replaced. */
    private synchronized Manifest manifest() throws IOException {
        refuseMissing(folder);
        Path file = ArchiveFolder.manifestFile(folder);
        FileTime time = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        ReadManifest last = known;
        if (last != null && last.time().equals(time) && last.size() == size) {
            return last.manifest();
        }
        Manifest manifest = ArchiveFolder.manifestIn(folder);
        known = new ReadManifest(time, size, manifest);
        return manifest;
    }

    @Override
    public void close() {
        search.close();
    }
}
