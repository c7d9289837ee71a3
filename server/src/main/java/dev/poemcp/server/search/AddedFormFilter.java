package dev.poemcp.server.search;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.jspecify.annotations.Nullable;

/** Adds another form of a word at the place of the word. */
abstract class AddedFormFilter extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
    private @Nullable String form;

    AddedFormFilter(TokenStream words) {
        super(words);
    }

    /**
     * @param isFirst false for a form that another filter has added
     * @return null to add none
     */
    abstract @Nullable String form(CharSequence word, boolean isFirst);

    @Override
    public final boolean incrementToken() throws IOException {
        if (form != null) {
            // The other attributes are still those of the word.
            term.setEmpty().append(form);
            step.setPositionIncrement(0);
            form = null;
            return true;
        }
        if (!input.incrementToken()) {
            return false;
        }
        form = form(term, step.getPositionIncrement() > 0);
        return true;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        form = null;
    }
}
