package dev.poemcp.server.export;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts in a Markdown file of ours, so that each reads as what it is and leaves what follows alone. */
final class MarkdownText {
    private static final Pattern LINE = Pattern.compile("([^\\r\\n]*)(\\r\\n|\\r|\\n|\\z)");

    /** The markup that a heading may have and that does not show. */
    private static final Pattern MARKUP = Pattern.compile("[\\\\*_`~]|<[^<>]*>");

    /** As the headings of messages end. */
    private static final Pattern LIKE_OURS =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[^,]*,\\s*id\\s+\\d+[\\s#]*$", Pattern.CASE_INSENSITIVE);

    /** Line breaks would make it something else, and changes of direction would show it in another order. */
    private static final Pattern NOT_IN_A_LINE =
            Pattern.compile("[\\s\\p{Cc}\\x{2028}\\x{2029}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]+");

    private static final String REFERENCE = "&(?=#?\\w+;)";

    /** What Markdown reads as markup within a line; an underscore within a word is none, and neither is a hash before one. */
    private static final Pattern SPECIAL = Pattern.compile(
            "[\\\\`*\\[\\]<>~]|" + REFERENCE + "|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])|(?:^|(?<= ))#(?=#*$)");

    private MarkdownText() {}

    /**
     * The text of a message, which is Markdown itself, as it is. Only what it leaves open, such as code, is closed after it, and
     * what looks like the heading of a message becomes one of a lower level, or text.
     */
    static String message(String text) {
        var result = new StringBuilder();
        var blocks = new MarkdownBlocks();
        Matcher lines = LINE.matcher(text);
        while (lines.find() && lines.start() < text.length()) {
            String line = lines.group(1);
            String heading = blocks.add(line);
            if (heading != null
                    && LIKE_OURS
                            .matcher(MARKUP.matcher(heading).replaceAll("").strip())
                            .find()) {
                int at = line.length() - line.stripLeading().length();
                boolean underline = line.startsWith("-", at);
                result.append(line, 0, at).append(underline ? '\\' : '#').append(line, at, line.length());
                if (underline) {
                    blocks.takeAsText(heading);
                }
            } else {
                result.append(line);
            }
            result.append(lines.group(2));
        }
        String end = blocks.end();
        if (end != null) {
            result.append(text.endsWith("\n") || text.endsWith("\r") ? "" : "\n")
                    .append(end);
        }
        return result.toString();
    }

    /** The address of a link, in which a parameter must not be read as a character. */
    static String withoutReferences(String address) {
        return address.replaceAll(REFERENCE, "\\\\$0");
    }

    /** As a text without markup, in one line. */
    static String plain(String text) {
        return SPECIAL.matcher(NOT_IN_A_LINE.matcher(text).replaceAll(" ").strip())
                .replaceAll("\\\\$0");
    }
}
