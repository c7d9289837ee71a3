package dev.poemcp.server.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SentenceBreaksTest {
    private final SentenceBreaks breaks = new SentenceBreaks();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "One. Two!  Three? Four          | One. /Two!  Three? /Four",
                "Version 4.5 of a.b              | Version 4.5 of a.b",
                "我喜欢黑猫。你呢？好              | 我喜欢黑猫。/你呢？/好",
                ". a                             | . /a",
                "a.                              | a.",
            })
    void text_isCutAtSentences(String text, String sentences) {
        assertEquals(List.of(sentences.split("/", -1)), sentences(text));
    }

    @Test
    void lines_areCut() {
        assertEquals(List.of("one\n", "\n", "two\n"), sentences("one\n\ntwo\n"));
    }

    @Test
    void emptyText_hasNone() {
        assertEquals(List.of(), sentences(""));
    }

    /** Forwards; backwards are the same. */
    private List<String> sentences(String text) {
        breaks.setText(text);
        List<Integer> forwards = new ArrayList<>();
        for (int at = breaks.first(); at != BreakIterator.DONE; at = breaks.next()) {
            forwards.add(at);
        }
        List<Integer> backwards = new ArrayList<>();
        for (int at = breaks.last(); at != BreakIterator.DONE; at = breaks.previous()) {
            backwards.add(at);
        }
        Collections.reverse(backwards);
        assertEquals(forwards, backwards);
        List<String> sentences = new ArrayList<>();
        for (int i = 1; i < forwards.size(); i++) {
            assertEquals(forwards.get(i), breaks.following(forwards.get(i - 1)));
            assertEquals(forwards.get(i - 1), breaks.preceding(forwards.get(i)));
            sentences.add(text.substring(forwards.get(i - 1), forwards.get(i)));
        }
        return sentences;
    }
}
