package dev.poemcp.server.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;

/** The parts of found messages that have the words. A class of its own, since Lucene gives objects to subclasses alone. */
final class Snippets extends UnifiedHighlighter {
    /** One for all searches, since it keeps the stemmers of each thread. */
    private static final Analyzer WORDS = MessageFields.analyzer(MessageAnalyzer.ofIndex());

    /** Wanted, in UTF-16 units. */
    private static final int PASSAGE_LENGTH = 120;

    private static final int PASSAGES = 2;

    private final Query query;

    Snippets(IndexSearcher searcher, Query query) {
        super(builder(searcher, WORDS)
                .withFormatter(new SnippetFormatter())
                // Marks words only where they stand together, which takes longer.
                .withWeightMatches(hasPhrase(query))
                .withMaxLength(Integer.MAX_VALUE - 1)
                .withMaxNoHighlightPassages(1)
                .withBreakIterator(() ->
                        LengthGoalBreakIterator.createClosestToLength(new SentenceBreaks(), PASSAGE_LENGTH, 0.5f)));
        this.query = query;
    }

    private static boolean hasPhrase(Query query) {
        var found = new AtomicBoolean();
        query.visit(new QueryVisitor() {
            @Override
            public void consumeTerms(Query part, Term... terms) {
                found.compareAndSet(false, part instanceof PhraseQuery);
            }
        });
        return found.get();
    }

    /** In the order of the documents. */
    List<Snippet> of(int[] documents) throws IOException {
        Object[] snippets = highlightFieldsAsObjects(
                        new String[] {MessageFields.TEXT}, query, documents.clone(), new int[] {PASSAGES})
                .get(MessageFields.TEXT);
        return Arrays.stream(Objects.requireNonNull(snippets))
                .map(Snippet.class::cast)
                .toList();
    }
}
