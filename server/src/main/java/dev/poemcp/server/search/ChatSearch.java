package dev.poemcp.server.search;

import dev.poemcp.poe.Lazy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.jspecify.annotations.Nullable;

/** Searches in the index of a folder, while it may be written by another process. */
public final class ChatSearch implements AutoCloseable {
    /** Beyond, no one reads on, and each page would cost more than the one before. */
    public static final int MAX_HITS = 1_000;

    private final Path folder;
    private final Lazy<MessageQuery> queries = new Lazy<>(MessageQuery::new);
    private @Nullable OpenIndex open;

    /** @param folder of the index, which need not exist yet */
    public ChatSearch(Path folder) {
        this.folder = folder;
    }

    private record OpenIndex(IndexFolder folder, DirectoryReader reader) {
        void close() throws IOException {
            try {
                reader.close();
            } finally {
                folder.close();
            }
        }
    }

    /**
     * @param hits best first; for a query of filters alone, newest first
     * @param more whether there are further ones
     */
    public record Result(List<MessageHit> hits, boolean more) {
        public Result {
            hits = List.copyOf(hits);
        }
    }

    /**
     * Messages with all of the words; if there are none, with at least half of them.
     *
     * @param query as {@link QueryWords} reads it
     * @param skip number of hits to leave out; with {@code count} at most {@link #MAX_HITS}
     * @throws IndexUnusableException if the index has to be built first
     */
    public synchronized Result search(String query, int skip, int count) throws IndexUnusableException {
        try {
            return search(new IndexSearcher(reader()), QueryWords.parse(query), skip, count);
        } catch (IndexUnusableException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Lucene meets damage in any form, an index out of bounds included.
            close();
            throw new IndexUnusableException("it is damaged", e);
        }
    }

    private Result search(IndexSearcher searcher, QueryWords words, int skip, int count) throws IOException {
        for (boolean mostly : List.of(false, true)) {
            Query query = queries.get().of(words, mostly);
            if (query == null) {
                break;
            }
            TopDocs found = words.wanted().isEmpty()
                    ? searcher.search(
                            query,
                            skip + count + 1,
                            new Sort(new SortField(MessageFields.TIME, SortField.Type.LONG, true)))
                    : searcher.search(query, new TopScoreDocCollectorManager(skip + count + 1, skip + count + 1));
            if (found.scoreDocs.length > 0) {
                return result(searcher, query, found.scoreDocs, skip, count);
            }
        }
        return new Result(List.of(), false);
    }

    private static Result result(IndexSearcher searcher, Query query, ScoreDoc[] found, int skip, int count)
            throws IOException {
        int end = Math.min(found.length, skip + count);
        int[] documents = new int[Math.max(0, end - skip)];
        for (int i = 0; i < documents.length; i++) {
            documents[i] = found[skip + i].doc;
        }
        if (documents.length == 0) {
            return new Result(List.of(), false);
        }
        List<Snippet> snippets = new Snippets(searcher, query).of(documents);
        StoredFields fields = searcher.storedFields();
        List<MessageHit> hits = new ArrayList<>();
        for (int i = 0; i < documents.length; i++) {
            hits.add(hit(fields.document(documents[i]), snippets.get(i)));
        }
        return new Result(hits, found.length > end);
    }

    private static MessageHit hit(Document document, Snippet snippet) {
        IndexableField chatId = document.getField(MessageFields.CHAT_ID);
        return new MessageHit(
                document.get(MessageFields.CODE),
                chatId == null ? null : chatId.numericValue().longValue(),
                document.get(MessageFields.TITLE),
                number(document, MessageFields.MESSAGE_ID),
                document.get(MessageFields.AUTHOR),
                Instant.ofEpochMilli(number(document, MessageFields.TIME)),
                snippet);
    }

    private static long number(Document document, String field) {
        return document.getField(field).numericValue().longValue();
    }

    /** Of what was committed last. */
    private DirectoryReader reader() throws IOException {
        OpenIndex known = open;
        if (known != null) {
            DirectoryReader newer = DirectoryReader.openIfChanged(known.reader());
            if (newer != null) {
                known.reader().close();
                open = new OpenIndex(known.folder(), newer);
            }
        } else {
            open = open();
        }
        DirectoryReader reader = Objects.requireNonNull(open).reader();
        var data = reader.getIndexCommit().getUserData();
        if (!IndexFolder.isOfThisFormat(data) || !IndexFolder.isComplete(data)) {
            throw new IndexUnusableException("it is of another version, or not complete", null);
        }
        return reader;
    }

    private OpenIndex open() throws IOException {
        if (!Files.isDirectory(folder)) {
            // Lucene would create it.
            throw new IndexUnusableException("there is none yet", null);
        }
        var directory = new IndexFolder(folder);
        try {
            if (!DirectoryReader.indexExists(directory)) {
                throw new IndexUnusableException("there is none yet", null);
            }
            return new OpenIndex(directory, DirectoryReader.open(directory));
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Can be searched again. */
    @Override
    public synchronized void close() {
        OpenIndex known = open;
        open = null;
        if (known != null) {
            try {
                known.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
