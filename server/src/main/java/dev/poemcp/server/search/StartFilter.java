package dev.poemcp.server.search;

import org.apache.lucene.analysis.TokenStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds the first two letters of each word: so many words begin with them that a prefix as short would otherwise be looked
 * up in thousands of lists.
 */
final class StartFilter extends AddedFormFilter {
    static final int LENGTH = 2;

    /** After the letters, so that they are no word. */
    private static final char MARK = '\u0002';

    StartFilter(TokenStream words) {
        super(words);
    }

    /** The term of the longer words that begin with these letters. */
    static String term(String letters) {
        return letters + MARK;
    }

    @Override
    @Nullable
    String form(CharSequence word, boolean isFirst) {
        return isFirst && word.length() > LENGTH
                ? term(word.subSequence(0, LENGTH).toString())
                : null;
    }
}
