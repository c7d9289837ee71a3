package dev.poemcp.server.search;

import java.text.BreakIterator;
import java.text.CharacterIterator;
import java.text.StringCharacterIterator;

/**
 * Where sentences and lines begin. The JDK's iterator reads a long text from an earlier place again for each match, which
 * took most of the time of a search; this one looks only at the characters around.
 */
final class SentenceBreaks extends BreakIterator {
    private static final String STOPS = ".!?…";

    /** After these no blank follows. */
    private static final String WIDE_STOPS = "。！？｡\n";

    private CharacterIterator text = new StringCharacterIterator("");
    private int at;

    private boolean isBreak(int index) {
        if (index <= text.getBeginIndex() || index >= text.getEndIndex()) {
            return true;
        }
        char before = text.setIndex(index - 1);
        if (WIDE_STOPS.indexOf(before) >= 0) {
            return true;
        }
        return Character.isWhitespace(before)
                && !Character.isWhitespace(text.setIndex(index))
                && index - 2 >= text.getBeginIndex()
                && STOPS.indexOf(text.setIndex(index - 2)) >= 0;
    }

    @Override
    public int following(int offset) {
        at = offset;
        return next();
    }

    @Override
    public int preceding(int offset) {
        at = offset;
        return previous();
    }

    @Override
    public int next() {
        if (at >= text.getEndIndex()) {
            return DONE;
        }
        do {
            at++;
        } while (!isBreak(at));
        return at;
    }

    @Override
    public int previous() {
        if (at <= text.getBeginIndex()) {
            return DONE;
        }
        do {
            at--;
        } while (!isBreak(at));
        return at;
    }

    @Override
    public int next(int count) {
        int found = at;
        for (int i = Math.abs(count); i > 0 && found != DONE; i--) {
            found = count > 0 ? next() : previous();
        }
        return found;
    }

    @Override
    public int first() {
        at = text.getBeginIndex();
        return at;
    }

    @Override
    public int last() {
        at = text.getEndIndex();
        return at;
    }

    @Override
    public int current() {
        return at;
    }

    @Override
    public CharacterIterator getText() {
        return text;
    }

    @Override
    public void setText(CharacterIterator newText) {
        text = newText;
        first();
    }
}
