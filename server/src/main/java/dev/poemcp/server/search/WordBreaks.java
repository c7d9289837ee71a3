package dev.poemcp.server.search;

import java.io.IOException;
import java.io.Reader;
import org.apache.lucene.analysis.CharFilter;

/** Makes names of code, files and hosts several words, which Unicode's rules do not: {@code Main.java}, {@code a:b}, {@code a_b}. */
final class WordBreaks extends CharFilter {
    private char last = ' ';

    WordBreaks(Reader text) {
        super(text);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = input.read(buffer, offset, length);
        for (int i = offset; i < offset + read; i++) {
            char c = buffer[i];
            // After a digit it may be a number: 4.5.
            if (c == ':' || c == '_' || (c == '.' && Character.isLetter(last))) {
                buffer[i] = ' ';
            }
            last = c;
        }
        return read;
    }

    /** Each character stays in its place. */
    @Override
    protected int correct(int offset) {
        return offset;
    }
}
