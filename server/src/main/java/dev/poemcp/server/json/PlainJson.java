package dev.poemcp.server.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strict reader for small JSON texts that loads a class or two where Jackson loads hundreds: the first messages of a
 * host and the credentials file are read before anything else is there. Recursion is bounded.
 */
public final class PlainJson {
    /** JSON's {@code null}. */
    public static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private static final int MAX_DEPTH = 50;

    private final String text;
    private int position;

    /** A number as it was written. */
    public record NumberText(String text) {}

    private PlainJson(String text) {
        this.text = text;
    }

    /**
     * Reads one value.
     *
     * @return a map, list, string, boolean, {@link NumberText} or {@link #NULL}; maps keep the order
     * @throws IllegalArgumentException if the text is not exactly one JSON value, has a duplicate name, or is nested too
     *     deep; the message quotes nothing of it
     */
    public static Object parse(String text) {
        var reader = new PlainJson(text);
        var value = reader.value(0);
        reader.skipBlanks();
        if (reader.position != text.length()) {
            throw reader.malformed();
        }
        return value;
    }

    private Object value(int depth) {
        skipBlanks();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", NULL);
            default -> number();
        };
    }

    private Map<String, Object> object(int depth) {
        descend(depth);
        var members = new LinkedHashMap<String, Object>();
        if (skipIf('}')) {
            return members;
        }
        do {
            skipBlanks();
            var name = string();
            skipBlanks();
            expect(':');
            if (members.put(name, value(depth + 1)) != null) {
                throw malformed();
            }
        } while (skipIf(','));
        expect('}');
        return members;
    }

    private List<Object> array(int depth) {
        descend(depth);
        var elements = new ArrayList<Object>();
        if (skipIf(']')) {
            return elements;
        }
        do {
            elements.add(value(depth + 1));
        } while (skipIf(','));
        expect(']');
        return elements;
    }

    private void descend(int depth) {
        if (depth >= MAX_DEPTH) {
            throw malformed();
        }
        position++;
    }

    private String string() {
        expect('"');
        var start = position;
        while (peek() != '"') {
            if (peek() == '\\') {
                return escapedString(start);
            }
            plainChar();
        }
        position++;
        return text.substring(start, position - 1);
    }

    private String escapedString(int start) {
        var value = new StringBuilder(text.substring(start, position));
        while (peek() != '"') {
            value.append(peek() == '\\' ? escape() : plainChar());
        }
        position++;
        return value.toString();
    }

    private char plainChar() {
        var c = peek();
        if (c < ' ') {
            throw malformed();
        }
        position++;
        return c;
    }

    private char escape() {
        position++;
        var c = peek();
        position++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed();
        };
    }

    private char unicode() {
        var code = 0;
        for (var end = position + 4; position < end; position++) {
            var digit = Character.digit(peek(), 16);
            // Also a full-width digit is one for Character, but not for JSON.
            if (digit < 0 || peek() > 'f') {
                throw malformed();
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private NumberText number() {
        var start = position;
        skipIfNext('-');
        if (!skipIfNext('0')) {
            digits();
        }
        if (skipIfNext('.')) {
            digits();
        }
        if (skipIfNext('e') || skipIfNext('E')) {
            if (!skipIfNext('+')) {
                skipIfNext('-');
            }
            digits();
        }
        return new NumberText(text.substring(start, position));
    }

    private void digits() {
        var start = position;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            position++;
        }
        if (position == start) {
            throw malformed();
        }
    }

    private Object literal(String word, Object value) {
        if (!text.startsWith(word, position)) {
            throw malformed();
        }
        position += word.length();
        return value;
    }

    private void skipBlanks() {
        while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
    }

    private boolean skipIf(char c) {
        skipBlanks();
        return skipIfNext(c);
    }

    private boolean skipIfNext(char c) {
        var isNext = position < text.length() && text.charAt(position) == c;
        if (isNext) {
            position++;
        }
        return isNext;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw malformed();
        }
        position++;
    }

    private char peek() {
        if (position >= text.length()) {
            throw malformed();
        }
        return text.charAt(position);
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("Not JSON at character " + position + ".");
    }
}
