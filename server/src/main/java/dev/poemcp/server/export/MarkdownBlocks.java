package dev.poemcp.server.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which blocks of CommonMark are open after each line of a text (its version 0.31.2, "Appendix: A parsing strategy", phase 1). */
final class MarkdownBlocks {
    /** What the innermost open block is; of the closed ones and of indented code nothing needs to be known. */
    private enum Leaf {
        NONE,
        PARAGRAPH,
        FENCE,
        HTML
    }

    private static final int CODE_INDENT = 4;

    /** What is deeper is read as text: it ends with what it is in, and a line of marks alone must not take long. */
    private static final int MAX_CONTAINERS = 100;

    private static final Pattern HEADING = Pattern.compile("(#{1,6})(?: (.*))?", Pattern.DOTALL);
    private static final Pattern UNDERLINE = Pattern.compile("(?:=+|-+) *");
    private static final Pattern FENCE = Pattern.compile("(`{3,})[^`]*|(~{3,}).*", Pattern.DOTALL);
    private static final Pattern BREAK = Pattern.compile("(?:\\* *+){3,}+|(?:- *+){3,}+|(?:_ *+){3,}+");
    private static final Pattern ITEM = Pattern.compile("([-+*]|(\\d{1,9})[.)])( .*)?", Pattern.DOTALL);

    /** Does not need to see a wrong one: a paragraph is taken for one more rarely than the other way round. */
    private static final Pattern DEFINITION =
            Pattern.compile("\\s*\\[[^\\[\\]]{1,999}]:\\s*+(?:<[^<>\\n]*>|[^\\s<]\\S*)"
                    + "(?:\\s+(?:\"[^\"]*\"|'[^']*'|\\([^()]*\\)))? *(?:\\n|$)");

    /** From the document inwards: how far an item of a list is indented; 0 for a block quote. */
    private final List<Integer> containers = new ArrayList<>();

    private Leaf leaf = Leaf.NONE;
    /** That the innermost item has nothing yet: a blank line ends it. */
    private boolean emptyItem;

    private String fence = "";
    private MarkdownHtml html = MarkdownHtml.NONE;
    private final StringBuilder paragraph = new StringBuilder();

    private String line = "";
    private int position;
    /** How many containers the line is in, before it opens others. */
    private int inside;
    /** That the line has opened a block. */
    private boolean opened;

    /** What ends the block that would swallow whatever follows the lines so far; null if no block does. */
    @Nullable
    String end() {
        if (!containers.isEmpty()) {
            return null; // A line that is not indented ends it, and what is in it.
        }
        return switch (leaf) {
            case FENCE -> fence;
            case HTML -> html.marker();
            default -> null;
        };
    }

    /** @return the heading of level 2 that this line makes, outside of lists and quotes; null if it makes none */
    @Nullable
    String add(String next) {
        line = withoutTabs(next);
        position = 0;
        opened = false;
        inside = containersOfLine();
        emptyItem = false;
        boolean whole = inside == containers.size();
        if (whole && leaf == Leaf.FENCE) {
            if (indent() < CODE_INDENT && endsFence(rest())) {
                leaf = Leaf.NONE;
            }
            return null;
        }
        if (whole && leaf == Leaf.HTML) {
            leaf = html.endsIn(rest()) ? Leaf.NONE : Leaf.HTML;
            return null;
        }
        while (openContainer()) {
            opened = true;
        }
        String heading = heading();
        if (heading == null && !openLeaf()) {
            addText();
        }
        return heading == null || heading.isEmpty() || !containers.isEmpty() ? null : heading;
    }

    /** Makes the line before, which was to make this heading, one of the paragraph. */
    void takeAsText(String heading) {
        leaf = Leaf.PARAGRAPH;
        paragraph.append(heading).append(line).append('\n');
    }

    private boolean endsFence(String rest) {
        return rest.startsWith(fence)
                && rest.chars()
                        .dropWhile(character -> character == fence.charAt(0))
                        .allMatch(character -> character == ' ');
    }

    private int containersOfLine() {
        int count = 0;
        for (int width : containers) {
            boolean goesOn;
            if (width == 0) {
                goesOn = isQuote();
                if (goesOn) {
                    skipQuoteMark();
                }
            } else if (rest().isEmpty()) {
                goesOn = !emptyItem || count < containers.size() - 1;
            } else {
                goesOn = indent() >= width;
                position += goesOn ? width : 0;
            }
            if (!goesOn) {
                break;
            }
            count++;
        }
        return count;
    }

    private boolean isQuote() {
        return indent() < CODE_INDENT && line.startsWith(">", position + indent());
    }

    private void skipQuoteMark() {
        position += indent() + 1;
        if (line.startsWith(" ", position)) {
            position++;
        }
    }

    private boolean openContainer() {
        if (indent() >= CODE_INDENT || (opened ? containers.size() : inside) >= MAX_CONTAINERS) {
            return false;
        }
        if (isQuote()) {
            open(Leaf.NONE);
            skipQuoteMark();
            containers.add(0);
            return true;
        }
        String rest = rest();
        Matcher item = ITEM.matcher(rest);
        if (!item.matches()
                || BREAK.matcher(rest).matches()
                || (isUnderline(rest) && paragraphGoesOn())
                || (paragraphGoesOn() && !mayInterrupt(item))) {
            return false;
        }
        open(Leaf.NONE);
        int mark = indent() + item.group(1).length();
        position += mark;
        int blanks = indent();
        boolean empty = rest().isEmpty();
        blanks = empty || blanks > CODE_INDENT ? 1 : blanks;
        position = Math.min(line.length(), position + blanks);
        containers.add(mark + blanks);
        emptyItem = empty;
        return true;
    }

    private static boolean mayInterrupt(Matcher item) {
        String number = item.group(2);
        return item.group(3) != null
                && item.group(3).chars().anyMatch(character -> character != ' ')
                && (number == null || Integer.parseInt(number) == 1);
    }

    /** @return empty for a heading of another level */
    private @Nullable String heading() {
        if (indent() >= CODE_INDENT) {
            return null;
        }
        String rest = rest();
        Matcher matcher = HEADING.matcher(rest);
        if (matcher.matches()) {
            open(Leaf.NONE);
            return matcher.group(1).length() == 2 ? Objects.requireNonNullElse(matcher.group(2), "") : "";
        }
        if (isUnderline(rest)) {
            String text = paragraph.toString();
            open(Leaf.NONE);
            return rest.startsWith("-") ? text : "";
        }
        return null;
    }

    private boolean isUnderline(String rest) {
        return paragraphGoesOn() && UNDERLINE.matcher(rest).matches() && !isDefinitions();
    }

    private boolean openLeaf() {
        String rest = rest();
        boolean mayBeText = leaf == Leaf.PARAGRAPH && !opened;
        if (rest.isEmpty()) {
            return false;
        }
        if (indent() >= CODE_INDENT) {
            if (!mayBeText) {
                open(Leaf.NONE);
            }
            return !mayBeText;
        }
        Matcher matcher = FENCE.matcher(rest);
        if (matcher.matches()) {
            open(Leaf.FENCE);
            fence = Objects.requireNonNullElse(matcher.group(1), matcher.group(2));
            return true;
        }
        MarkdownHtml begun = MarkdownHtml.begunBy(rest, mayBeText);
        if (begun != null) {
            open(begun.endsIn(rest) ? Leaf.NONE : Leaf.HTML);
            html = begun;
            return true;
        }
        if (BREAK.matcher(rest).matches()) {
            open(Leaf.NONE);
            return true;
        }
        return false;
    }

    private void addText() {
        String rest = rest();
        if (rest.isEmpty()) {
            open(Leaf.NONE);
            return;
        }
        if (leaf != Leaf.PARAGRAPH
                || opened) { // Otherwise the paragraph goes on, in its containers even without their marks.
            open(Leaf.PARAGRAPH);
        }
        paragraph.append(rest).append('\n');
    }

    private void open(Leaf next) {
        if (!opened) {
            containers.subList(inside, containers.size()).clear();
            opened = true;
        }
        paragraph.setLength(0);
        leaf = next;
    }

    /** That the line is in the very container whose paragraph is open. */
    private boolean paragraphGoesOn() {
        return leaf == Leaf.PARAGRAPH && !opened && inside == containers.size();
    }

    private boolean isDefinitions() {
        Matcher definition = DEFINITION.matcher(paragraph);
        int from = 0;
        while (from < paragraph.length()
                && definition.region(from, paragraph.length()).lookingAt()) {
            from = definition.end();
        }
        return from == paragraph.length();
    }

    private int indent() {
        int end = position;
        while (end < line.length() && line.charAt(end) == ' ') {
            end++;
        }
        return end - position;
    }

    /** The line without the marks of its containers and what it is indented. */
    private String rest() {
        return line.substring(position + indent());
    }

    private static String withoutTabs(String line) {
        var text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\t') {
                text.append(" ".repeat(CODE_INDENT - text.length() % CODE_INDENT));
            } else {
                text.append(line.charAt(i));
            }
        }
        return text.toString();
    }
}
