package dev.poemcp.server.search;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.jspecify.annotations.Nullable;

/** Adds the stem of each word at the place of the word, in the language of the whole text. */
final class StemFilter extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private final Stems stems = new Stems();
    private StemLanguage language = StemLanguage.ALL.get(0);
    private @Nullable String stem;

    StemFilter(TokenStream words) {
        super(words);
    }

    /** For the next text. */
    void language(StemLanguage next) {
        language = next;
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (stem != null) {
            // The other attributes are still those of the word.
            term.setEmpty().append(stem);
            step.setPositionIncrement(0);
            stem = null;
            return true;
        }
        if (!input.incrementToken()) {
            return false;
        }
        stem = stems.of(term, language);
        return true;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        stem = null;
    }
}
