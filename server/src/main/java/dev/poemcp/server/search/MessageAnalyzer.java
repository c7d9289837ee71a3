package dev.poemcp.server.search;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * Words of any language, without case and accents; Chinese, Japanese and Korean as single and overlapping pairs of
 * characters, since they have no blanks. For the index with the stems and the starts of the words; a query adds these
 * itself, since a few words do not tell their language.
 */
final class MessageAnalyzer extends Analyzer {
    /** What decides the language of a text, in characters. */
    private static final int SAMPLE = 1_000;

    private final boolean forIndex;

    private MessageAnalyzer(boolean forIndex) {
        this.forIndex = forIndex;
    }

    static MessageAnalyzer ofIndex() {
        return new MessageAnalyzer(true);
    }

    static MessageAnalyzer ofQuery() {
        return new MessageAnalyzer(false);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        var tokenizer = new StandardTokenizer();
        var words = new CJKBigramFilter(
                new LowerCaseFilter(new CJKWidthFilter(tokenizer)),
                CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA | CJKBigramFilter.HANGUL,
                forIndex);
        if (!forIndex) {
            return new TokenStreamComponents(tokenizer, new ASCIIFoldingFilter(words));
        }
        var stems = new StemFilter(words);
        return new TokenStreamComponents(
                text -> {
                    var whole = new PushbackReader(text, SAMPLE);
                    stems.language(StemLanguage.of(start(whole)));
                    tokenizer.setReader(whole);
                },
                new StartFilter(new ASCIIFoldingFilter(stems)));
    }

    /** The start of the text, which stays unread. */
    private static String start(PushbackReader text) {
        try {
            char[] start = new char[SAMPLE];
            int length = 0;
            int read = 0;
            while (length < SAMPLE && read >= 0) {
                length += read;
                read = text.read(start, length, SAMPLE - length);
            }
            text.unread(start, 0, length);
            return new String(start, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a prefix goes through. */
    @Override
    protected TokenStream normalize(String field, TokenStream in) {
        return new ASCIIFoldingFilter(new LowerCaseFilter(new CJKWidthFilter(in)));
    }

    @Override
    protected Reader initReader(String field, Reader text) {
        return new WordBreaks(text);
    }

    @Override
    protected Reader initReaderForNormalization(String field, Reader text) {
        return text;
    }
}
