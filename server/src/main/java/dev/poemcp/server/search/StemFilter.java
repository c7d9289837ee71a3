package dev.poemcp.server.search;

import org.apache.lucene.analysis.TokenStream;
import org.jspecify.annotations.Nullable;

/** Adds the stem of each word, in the language of the whole text. */
final class StemFilter extends AddedFormFilter {
    private final Stems stems = new Stems();
    private StemLanguage language = StemLanguage.ALL.get(0);

    StemFilter(TokenStream words) {
        super(words);
    }

    /** For the next text. */
    void language(StemLanguage next) {
        language = next;
    }

    @Override
    @Nullable
    String form(CharSequence word, boolean isFirst) {
        return stems.of(word, language);
    }
}
