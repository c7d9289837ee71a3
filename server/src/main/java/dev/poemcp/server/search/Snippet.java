package dev.poemcp.server.search;

import java.util.List;

/**
 * The part of a message that was found, in one line.
 *
 * @param matches where the words are, in UTF-16 units; in order, none overlaps another
 */
public record Snippet(String text, List<Match> matches) {
    public Snippet {
        matches = List.copyOf(matches);
    }

    /** @param end exclusive */
    public record Match(int start, int end) {}

    /** The text with marks around each match. */
    public String marked(String before, String after) {
        var marked = new StringBuilder();
        int done = 0;
        for (Match match : matches) {
            marked.append(text, done, match.start()).append(before);
            marked.append(text, match.start(), match.end()).append(after);
            done = match.end();
        }
        return marked.append(text, done, text.length()).toString();
    }
}
