package dev.poemcp.server.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.da.DanishAnalyzer;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fi.FinnishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.hu.HungarianAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.no.NorwegianAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.sv.SwedishAnalyzer;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.HungarianStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;

/** A language whose words are also found in their other forms. */
final class StemLanguage {
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");

    private static final StemLanguage ENGLISH = new StemLanguage('e', EnglishStemmer::new, english());
    private static final StemLanguage RUSSIAN =
            new StemLanguage('r', RussianStemmer::new, RussianAnalyzer.getDefaultStopSet());

    /**
     * English first, which wins where a text has as many frequent words of another. The letters are part of the index's
     * format.
     */
    static final List<StemLanguage> ALL = List.of(
            ENGLISH,
            RUSSIAN,
            new StemLanguage('g', GermanStemmer::new, GermanAnalyzer.getDefaultStopSet()),
            new StemLanguage('f', FrenchStemmer::new, FrenchAnalyzer.getDefaultStopSet()),
            new StemLanguage('s', SpanishStemmer::new, SpanishAnalyzer.getDefaultStopSet()),
            new StemLanguage('i', ItalianStemmer::new, ItalianAnalyzer.getDefaultStopSet()),
            new StemLanguage('p', PortugueseStemmer::new, PortugueseAnalyzer.getDefaultStopSet()),
            new StemLanguage('d', DutchStemmer::new, DutchAnalyzer.getDefaultStopSet()),
            new StemLanguage('w', SwedishStemmer::new, SwedishAnalyzer.getDefaultStopSet()),
            new StemLanguage('k', DanishStemmer::new, DanishAnalyzer.getDefaultStopSet()),
            new StemLanguage('n', NorwegianStemmer::new, NorwegianAnalyzer.getDefaultStopSet()),
            new StemLanguage('u', FinnishStemmer::new, FinnishAnalyzer.getDefaultStopSet()),
            new StemLanguage('h', HungarianStemmer::new, HungarianAnalyzer.getDefaultStopSet()),
            new StemLanguage('o', RomanianStemmer::new, RomanianAnalyzer.getDefaultStopSet()));

    /** By their frequent words. */
    private static final Map<String, List<StemLanguage>> BY_WORD = byWord();

    private final char letter;
    private final Supplier<SnowballStemmer> stemmer;
    private final CharArraySet frequentWords;

    private StemLanguage(char letter, Supplier<SnowballStemmer> stemmer, CharArraySet frequentWords) {
        this.letter = letter;
        this.stemmer = stemmer;
        this.frequentWords = frequentWords;
    }

    private static Map<String, List<StemLanguage>> byWord() {
        Map<String, List<StemLanguage>> languages = new HashMap<>();
        for (StemLanguage language : ALL) {
            for (Object word : language.frequentWords) {
                languages
                        .computeIfAbsent(new String((char[]) word), first -> new ArrayList<>())
                        .add(language);
            }
        }
        return languages;
    }

    /** Lucene's list has neither pronouns nor auxiliary verbs, of which chats are full. */
    private static CharArraySet english() {
        var words = new CharArraySet(EnglishAnalyzer.getDefaultStopSet(), true);
        words.addAll(List.of(
                "i", "you", "he", "she", "we", "my", "me", "your", "our", "his", "her", "what", "which", "who", "how",
                "when", "where", "why", "do", "does", "did", "can", "could", "would", "should", "have", "has", "had",
                "been", "were", "am", "from", "about", "there", "than", "more", "any", "please"));
        return CharArraySet.unmodifiableSet(words);
    }

    /**
     * The language with most of its frequent words in the text. Without any, Russian for Cyrillic letters, else
     * English.
     */
    static StemLanguage of(String text) {
        Map<StemLanguage, Integer> counts = new HashMap<>();
        StemLanguage best = null;
        int most = 0;
        boolean cyrillic = false;
        for (String word : NO_LETTERS.split(text.toLowerCase(Locale.ROOT), -1)) {
            cyrillic |= !word.isEmpty()
                    && Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.CYRILLIC;
            for (StemLanguage language : BY_WORD.getOrDefault(word, List.of())) {
                if (counts.merge(language, 1, Integer::sum) > most) {
                    most++;
                    best = language;
                }
            }
        }
        if (best != null) {
            return best;
        }
        return cyrillic ? RUSSIAN : ENGLISH;
    }

    /** Of this language among all. */
    char letter() {
        return letter;
    }

    boolean isCyrillic() {
        return this == RUSSIAN;
    }

    /** A new one, since it holds the present word. */
    SnowballStemmer newStemmer() {
        return stemmer.get();
    }
}
