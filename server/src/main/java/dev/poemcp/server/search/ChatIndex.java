package dev.poemcp.server.search;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/**
 * Writes the index of messages, chat by chat. One process at a time, which its callers see to; others search meanwhile in
 * what was committed last.
 */
public final class ChatIndex implements AutoCloseable {
    private static final int SEGMENTS_PER_TIER = 5;

    /** Smaller segments are merged as if they were of this size. */
    private static final int FLOOR_MEGABYTES = 16;

    private final IndexFolder folder;
    private final IndexWriter writer;

    private ChatIndex(IndexFolder folder, IndexWriter writer) {
        this.folder = folder;
        this.writer = writer;
    }

    /** Opens the index in a folder that exists; an empty one where there is none, or one that cannot be used. */
    public static ChatIndex open(Path path) throws IOException {
        var folder = new IndexFolder(path);
        try {
            return new ChatIndex(folder, writer(folder));
        } catch (IOException | RuntimeException unusable) {
            // A full disk or a folder without permission fails again.
            try {
                for (String file : folder.listAll()) {
                    folder.deleteFile(file);
                }
                return new ChatIndex(folder, writer(folder));
            } catch (IOException | RuntimeException e) {
                folder.close();
                e.addSuppressed(unusable);
                throw e;
            }
        }
    }

    private static IndexWriter writer(IndexFolder folder) throws IOException {
        boolean isUsable = false;
        if (DirectoryReader.indexExists(folder)) {
            try (var reader = DirectoryReader.open(folder)) {
                isUsable = IndexFolder.isOfThisFormat(reader.getIndexCommit().getUserData());
            }
        }
        var config = new IndexWriterConfig(MessageFields.analyzer(MessageAnalyzer.ofIndex()))
                .setMergePolicy(fewSegments())
                .setOpenMode(isUsable ? IndexWriterConfig.OpenMode.APPEND : IndexWriterConfig.OpenMode.CREATE)
                .setCommitOnClose(false);
        return new IndexWriter(folder, config);
    }

    /** A search looks each of its words up in every segment; an index is searched more often than it is written. */
    private static MergePolicy fewSegments() {
        return new TieredMergePolicy()
                .setMaxMergeAtOnce(SEGMENTS_PER_TIER)
                .setSegmentsPerTier(SEGMENTS_PER_TIER)
                .setFloorSegmentMB(FLOOR_MEGABYTES);
    }

    /** What is indexed of each chat, by its code: the versions that {@link #put} was given. */
    public Map<String, String> versions() throws IOException {
        var versions = new HashMap<String, String>();
        try (var reader = DirectoryReader.open(writer)) {
            var found = new IndexSearcher(reader)
                    .search(new PrefixQuery(new Term(MessageFields.CHAT, "")), Integer.MAX_VALUE);
            StoredFields fields = reader.storedFields();
            for (ScoreDoc chat : found.scoreDocs) {
                Document document = fields.document(chat.doc);
                versions.put(document.get(MessageFields.CHAT), document.get(MessageFields.VERSION));
            }
        } catch (RuntimeException e) {
            throw broken(e);
        }
        return versions;
    }

    /**
     * Replaces a chat.
     *
     * @param messages all, oldest first
     * @param version any text that differs from that of earlier states
     */
    public void put(Chat chat, List<Message> messages, String version) throws IOException {
        try {
            writer.updateDocuments(code(chat.chatCode()), documents(chat, messages, version));
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    private static Iterable<Document> documents(Chat chat, List<Message> messages, String version) {
        List<Message> searchable = messages.stream()
                .filter(message -> !message.author().equals("chat_break"))
                .filter(message -> !MessageFields.text(message).isBlank())
                .toList();
        // One at a time, since a chat may have 50,000.
        return () -> Stream.concat(
                        Stream.of(MessageFields.of(chat, version)),
                        IntStream.range(0, searchable.size())
                                .mapToObj(i -> MessageFields.of(chat, searchable.get(i), i == 0)))
                .iterator();
    }

    public void remove(String chatCode) throws IOException {
        try {
            writer.deleteDocuments(code(chatCode));
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    private static Term code(String chatCode) {
        return new Term(MessageFields.CODE, chatCode);
    }

    /**
     * Makes what has changed visible, and lasting.
     *
     * @param complete whether the index has all that there is to find; without that, no one searches in it
     */
    public void commit(boolean complete) throws IOException {
        try {
            boolean isNew = !IndexFolder.commitData(complete).entrySet().equals(entries(writer.getLiveCommitData()));
            if (isNew) {
                writer.setLiveCommitData(IndexFolder.commitData(complete).entrySet());
            }
            writer.commit();
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    private static Set<Map.Entry<String, String>> entries(@Nullable Iterable<Map.Entry<String, String>> data) {
        Set<Map.Entry<String, String>> entries = new HashSet<>();
        if (data != null) {
            data.forEach(entry -> entries.add(Map.entry(entry.getKey(), entry.getValue())));
        }
        return entries;
    }

    /** After a full disk, say, the writer is closed; what was committed stays. */
    private static IOException broken(RuntimeException e) {
        return new IOException("The index of the archive cannot be used (" + e.getMessage() + ")", e);
    }

    /** Without what was not committed. */
    @Override
    public void close() throws IOException {
        try {
            writer.rollback();
        } finally {
            folder.close();
        }
    }
}
