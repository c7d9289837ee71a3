package dev.poemcp.server.search;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Adds the first two letters of each word at the place of the word: so many words begin with them that a prefix as short
 * would otherwise be looked up in thousands of lists.
 */
final class StartFilter extends TokenFilter {
    static final int LENGTH = 2;

    /** After the letters, so that they are no word. */
    private static final char MARK = '\u0002';

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private @Nullable String start;

    StartFilter(TokenStream words) {
        super(words);
    }

    /** The term of the longer words that begin with these letters. */
    static String term(String letters) {
        return letters + MARK;
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (start != null) {
            // The other attributes are still those of the word.
            term.setEmpty().append(start);
            step.setPositionIncrement(0);
            start = null;
            return true;
        }
        if (!input.incrementToken()) {
            return false;
        }
        boolean isWord = step.getPositionIncrement() > 0;
        start = isWord && term.length() > LENGTH
                ? term(term.subSequence(0, LENGTH).toString())
                : null;
        return true;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        start = null;
    }
}
