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

    /** Most words of a text are among the last few thousand. */
    private static final int MAX_KNOWN = 5_000;

    private final Map<StemLanguage, Stemmer> stemmers = new HashMap<>();

    private record Stemmer(SnowballStemmer stemmer, char letter, Map<String, String> known) {
        String stem(String word) {
            if (known.size() >= MAX_KNOWN) {
                known.clear();
            }
            return known.computeIfAbsent(word, this::newStem);
        }

        private String newStem(String word) {
            stemmer.setCurrent(word);
            stemmer.stem();
            return folded(stemmer.getCurrent()) + SEPARATOR + letter;
        }
    }

    /** @return null for what has no stem */
    @Nullable
    String of(CharSequence word, StemLanguage language) {
        if (word.length() < MIN_LENGTH || word.length() > MAX_LENGTH || !isWord(word, language.isCyrillic())) {
            return null;
        }
        return stemmers.computeIfAbsent(language, Stems::newStemmer).stem(word.toString());
    }

    private static Stemmer newStemmer(StemLanguage language) {
        return new Stemmer(language.newStemmer(), language.letter(), new HashMap<>());
    }

    private static boolean isWord(CharSequence text, boolean cyrillic) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter =
                    cyrillic ? c >= 0x400 && c <= 0x4ff : (c >= 'a' && c <= 'z') || (c >= 0xdf && c <= 0x24f);
            if (!isLetter && c != '\'' && c != '’') {
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
