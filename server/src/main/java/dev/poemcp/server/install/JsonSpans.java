package dev.poemcp.server.install;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the objects of a JSON text and their members are, in characters. */
final class JsonSpans {
    private JsonSpans() {}

    /**
     * An object.
     *
     * @param open offset of its opening brace
     * @param close offset of its closing brace
     */
    record Span(int open, int close, List<Member> members) {
        @Nullable
        Member member(String name) {
            return members.stream()
                    .filter(member -> member.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        @Nullable
        Member last() {
            return members.isEmpty() ? null : members.get(members.size() - 1);
        }

        @Nullable
        Member before(Member member) {
            int index = members.indexOf(member);
            return index < 1 ? null : members.get(index - 1);
        }
    }

    /**
     * A member of an object.
     *
     * @param start offset of its name's quote
     * @param valueStart offset of its value
     * @param end offset after its value
     * @param object the value, if it is an object
     */
    record Member(
            String name,
            int start,
            int valueStart,
            int end,
            @Nullable Span object) {}

    /** @param text a valid object, perhaps with comments before and after it */
    static Span of(String text) throws UnsupportedFileException {
        try (JsonParser parser = JsonFormat.JSON.createParser(text)) {
            parser.nextToken();
            return object(parser);
        } catch (IOException e) {
            throw new UnsupportedFileException("is not valid JSON");
        }
    }

    private static Span object(JsonParser parser) throws IOException {
        int open = offset(parser);
        List<Member> members = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int start = offset(parser);
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            int valueStart = offset(parser);
            Span nested = value == JsonToken.START_OBJECT ? object(parser) : null;
            parser.skipChildren();
            parser.finishToken();
            members.add(new Member(
                    name, start, valueStart, (int) parser.currentLocation().getCharOffset(), nested));
        }
        return new Span(open, offset(parser), members);
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    /** Offset of the first comma outside of comments; -1 if something else comes first. */
    static int commaAfter(String text, int from, int to) {
        int at = from;
        while (at < to) {
            if (text.startsWith("//", at)) {
                int line = text.indexOf('\n', at);
                at = line < 0 ? to : line;
            } else if (text.startsWith("/*", at)) {
                at = text.indexOf("*/", at + 2) + 2;
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return text.charAt(at) == ',' ? at : -1;
            }
        }
        return -1;
    }
}
