package dev.poemcp.server.search;

import dev.poemcp.server.search.Snippet.Match;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.uhighlight.Passage;
import org.apache.lucene.search.uhighlight.PassageFormatter;

/** Cuts the best passages of a text to a snippet. */
final class SnippetFormatter extends PassageFormatter {
    /** Of one passage, in UTF-16 units. */
    private static final int MAX_LENGTH = 240;

    /** Shown before the first match of a passage that is longer. */
    private static final int CONTEXT = 80;

    private static final String GAP = " … ";

    @Override
    public Snippet format(Passage[] passages, String content) {
        var text = new StringBuilder();
        List<Match> matches = new ArrayList<>();
        for (Passage passage : passages) {
            if (!text.isEmpty()) {
                text.append(GAP);
            }
            add(passage, content, text, matches);
        }
        return new Snippet(text.toString(), matches);
    }

    private static void add(Passage passage, String content, StringBuilder text, List<Match> matches) {
        int start = passage.getStartOffset();
        int end = passage.getEndOffset();
        int firstMatch = passage.getNumMatches() == 0 ? start : passage.getMatchStarts()[0];
        if (end - start > MAX_LENGTH) {
            start = whole(content, Math.max(start, Math.min(firstMatch - CONTEXT, end - MAX_LENGTH)));
            end = whole(content, Math.min(end, start + MAX_LENGTH));
        }
        int done = start;
        for (int i = 0; i < passage.getNumMatches(); i++) {
            int matchStart = passage.getMatchStarts()[i];
            int matchEnd = passage.getMatchEnds()[i];
            if (matchStart >= done && matchEnd <= end && matchEnd > matchStart) {
                append(content, done, matchStart, text);
                int at = text.length();
                append(content, matchStart, matchEnd, text);
                matches.add(new Match(at, text.length()));
                done = matchEnd;
            }
        }
        append(content, done, end, text);
    }

    /** Not between the halves of a character. */
    private static int whole(String content, int at) {
        return at < content.length() && Character.isLowSurrogate(content.charAt(at)) ? at + 1 : at;
    }

    /** In one line, of the same length. */
    private static void append(String content, int start, int end, StringBuilder text) {
        for (int i = start; i < end; i++) {
            char c = content.charAt(i);
            text.append(Character.isWhitespace(c) || Character.isISOControl(c) ? ' ' : c);
        }
    }
}
