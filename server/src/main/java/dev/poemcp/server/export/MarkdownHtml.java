package dev.poemcp.server.export;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of HTML in Markdown (CommonMark 0.31.2, section 4.6).
 *
 * @param marker what ends it; null if a blank line does
 */
record MarkdownHtml(@Nullable String marker) {
    static final MarkdownHtml NONE = new MarkdownHtml(null);

    private static final Pattern RAW =
            Pattern.compile("<(script|pre|style|textarea)(?:[\\s>].*|$)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern RAW_END =
            Pattern.compile("</(?:script|pre|style|textarea)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern DECLARATION = Pattern.compile("<![A-Za-z].*", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile(
            "</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div"
                    + "|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend"
                    + "|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody"
                    + "|td|tfoot|th|thead|title|tr|track|ul)(?:(?:\\s|/?>).*|$)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("(?:</[A-Za-z][A-Za-z0-9-]*+\\s*+>|<[A-Za-z][A-Za-z0-9-]*+"
            + "(?:\\s++[A-Za-z_:][A-Za-z0-9_.:-]*+(?:\\s*+=\\s*+(?:[^\\s\"'=<>`]++|'[^']*+'|\"[^\"]*+\"))?+)*+"
            + "\\s*+/?>)\\s*");

    private record Kind(String start, String end) {}

    private static final List<Kind> KINDS =
            List.of(new Kind("<!--", "-->"), new Kind("<?", "?>"), new Kind("<![CDATA[", "]]>"));

    /**
     * The block that a line begins; null if it begins none.
     *
     * @param inParagraph that the line may belong to a paragraph before it
     */
    static @Nullable MarkdownHtml begunBy(String line, boolean inParagraph) {
        if (!line.startsWith("<")) {
            return null;
        }
        Matcher raw = RAW.matcher(line);
        if (raw.matches()) {
            return new MarkdownHtml("</" + raw.group(1).toLowerCase(Locale.ROOT) + ">");
        }
        for (Kind kind : KINDS) {
            if (line.startsWith(kind.start())) {
                return new MarkdownHtml(kind.end());
            }
        }
        if (DECLARATION.matcher(line).matches()) {
            return new MarkdownHtml(">");
        }
        return BLOCK.matcher(line).matches()
                        || (!inParagraph && TAG.matcher(line).matches())
                ? NONE
                : null;
    }

    boolean endsIn(String line) {
        if (marker == null) {
            return line.isEmpty();
        }
        return marker.startsWith("</") ? RAW_END.matcher(line).find() : line.contains(marker);
    }
}
