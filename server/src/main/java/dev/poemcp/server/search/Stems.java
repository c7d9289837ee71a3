package dev.poemcp.server.search;

import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.SnowballStemmer;

/** Stems of words, as terms of the index. For one thread. */
final class Stems {
    /** Between a stem and the letter of its language: the English stem "new" is not the German word, nor its stem. */
    private static final char SEPARATOR = '\u0001';

    /** Shorter words have no ending, and longer ones are no words. */
    private static final int MIN_LENGTH = 3;

    private static final int MAX_LENGTH = 40;

    private final Map<StemLanguage, SnowballStemmer> stemmers = new HashMap<>();

    /** @return null for what has no stem */
    @Nullable
    String of(CharSequence word, StemLanguage language) {
        if (word.length() < MIN_LENGTH || word.length() > MAX_LENGTH || !isWord(word)) {
            return null;
        }
        SnowballStemmer stemmer = stemmers.computeIfAbsent(language, StemLanguage::newStemmer);
        stemmer.setCurrent(word.toString());
        stemmer.stem();
        return folded(stemmer.getCurrent()) + SEPARATOR + language.letter();
    }

    /** In an alphabet that one of the languages has. */
    private static boolean isWord(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean latin = (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0x24f);
            boolean cyrillic = c >= 0x400 && c <= 0x4ff;
            if (!latin && !cyrillic && c != '\'' && c != '’') {
                return false;
            }
        }
        return true;
    }

    private static String folded(String stem) {
        char[] folded = new char[4 * stem.length()];
        int length = ASCIIFoldingFilter.foldToASCII(stem.toCharArray(), 0, folded, 0, stem.length());
        return new String(folded, 0, length);
    }
}
