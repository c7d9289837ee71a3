package dev.poemcp.poe.site.script;

import org.jspecify.annotations.Nullable;

/**
 * Reads tokens of a script, forwards only. Backslashes outside of texts are skipped, because an object may be inside a
 * text with escaped quotes, as for {@code JSON.parse}.
 */
final class ScriptCursor {
    private static final int MAX_TEXT = 300;

    private final String script;
    private final int end;
    private int at;

    ScriptCursor(String script, int at, int end) {
        this.script = script;
        this.at = at;
        this.end = Math.min(end, script.length());
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at >= end;
    }

    /** The next character that is no white space and no backslash; 0 at the end. */
    char peek() {
        while (at < end && (script.charAt(at) == '\\' || Character.isWhitespace(script.charAt(at)))) {
            at++;
        }
        return at < end ? script.charAt(at) : 0;
    }

    boolean skip(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    /** A word, with or without quotes; null if there is none, or one that is too long to be a name or an id. */
    @Nullable
    String word() {
        char quote = peek();
        boolean quoted = quote == '"' || quote == '\'' || quote == '`';
        if (quoted) {
            at++;
        }
        int start = at;
        while (at < end && at - start <= MAX_TEXT && isWordPart(script.charAt(at))) {
            at++;
        }
        if (at == start || at - start > MAX_TEXT) {
            return null;
        }
        String word = script.substring(start, at);
        return quoted && !skip(quote) ? null : word;
    }

    private static boolean isWordPart(char character) {
        return character == '_' || character == '$' || Character.isLetterOrDigit(character);
    }

    /** Skips a simple value: a text, a word, a number, or an object or array up to this depth. */
    boolean skipValue(int depth) {
        char next = peek();
        if (next == '{' || next == '[') {
            return depth > 0 && skipNested(next == '{' ? '}' : ']', depth);
        }
        if (next == '"' || next == '\'' || next == '`') {
            return skipText(next);
        }
        int start = at;
        while (at < end && (isWordPart(script.charAt(at)) || "!-.".indexOf(script.charAt(at)) >= 0)) {
            at++;
        }
        return at > start;
    }

    private boolean skipNested(char close, int depth) {
        at++;
        while (!skip(close)) {
            if (!skipValue(depth - 1)) {
                return false;
            }
            if (!skip(',')) {
                skip(':');
            }
            if (atEnd()) {
                return false;
            }
        }
        return true;
    }

    private boolean skipText(char quote) {
        int start = at;
        // In an object inside a text, the closing quote has a backslash, too.
        if (word() != null) {
            return true;
        }
        at = start + 1;
        while (at < end && script.charAt(at) != quote) {
            at += script.charAt(at) == '\\' ? 2 : 1;
        }
        return skip(quote);
    }
}
