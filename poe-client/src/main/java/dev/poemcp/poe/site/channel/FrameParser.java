package dev.poemcp.poe.site.channel;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Parses frames (docs/poe-protocol.md §5.4). Each message in a frame is JSON in a JSON string. It is read where it is,
 * and by itself, so that a malformed one does not affect the others, and only as far as somebody wants it.
 */
final class FrameParser {
    /** The rest of a longer frame is dropped: texts are cumulative, so later frames contain what is lost. */
    private static final int MAX_INNER = 10_000;

    private final ObjectMapper json = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxStringLength(RealtimeSocket.MAX_FRAME_BYTES)
                    .build())
            .build());

    private final MessageParser messages;

    /** @param wanted events about other topics are not parsed */
    FrameParser(Predicate<Topic> wanted) {
        this.messages = new MessageParser(json, wanted);
    }

    /** Empty if the frame is not a JSON object. */
    Optional<Frame> parse(String text) {
        Envelope envelope = envelope(text);
        if (envelope == null) {
            return Optional.empty();
        }
        List<Frame.Update> updates = new ArrayList<>();
        boolean refetch = false;
        int unwanted = 0;
        int malformed = 0;
        for (int start : envelope.messages()) {
            MessageParser.Result result = message(text, start);
            Frame.Update update = result.update();
            if (update != null) {
                updates.add(update);
            }
            refetch |= result.kind() == MessageParser.Kind.REFETCH;
            unwanted += result.kind() == MessageParser.Kind.UNWANTED ? 1 : 0;
            malformed += result.kind() == MessageParser.Kind.MALFORMED ? 1 : 0;
        }
        return Optional.of(
                new Frame(updates, refetch, envelope.minSeq(), envelope.error(), envelope.type(), unwanted, malformed));
    }

    /** @param start where the message begins in the frame: its quote, or its brace if it is no string */
    private MessageParser.Result message(String frame, int start) {
        try (Reader reader = frame.charAt(start) == '"' ? new UnescapingReader(frame, start) : from(frame, start);
                JsonParser parser = json.createParser(reader)) {
            return messages.parse(parser);
        } catch (IOException malformed) {
            return MessageParser.Result.MALFORMED;
        }
    }

    private static Reader from(String frame, int start) throws IOException {
        Reader reader = new StringReader(frame);
        long skipped = reader.skip(start);
        return skipped == start ? reader : Reader.nullReader();
    }

    /**
     * A frame without the content of its messages.
     *
     * @param messages where each begins
     */
    private record Envelope(
            List<Integer> messages,
            @Nullable String minSeq,
            @Nullable String error,
            @Nullable String type) {}

    private @Nullable Envelope envelope(String text) {
        try (JsonParser parser = json.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            List<Integer> starts = List.of();
            String minSeq = null;
            String error = null;
            String type = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "messages" -> starts = starts(parser);
                    case "min_seq" -> minSeq = scalar(parser);
                    case "error" -> error = scalar(parser);
                    case "type" -> type = scalar(parser);
                    default -> {
                        // Not used.
                    }
                }
                parser.skipChildren();
            }
            return new Envelope(starts, minSeq, error, type);
        } catch (IOException malformed) {
            return null;
        }
    }

    private static List<Integer> starts(JsonParser parser) throws IOException {
        List<Integer> starts = new ArrayList<>();
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (starts.size() < MAX_INNER) {
                    starts.add((int) parser.currentTokenLocation().getCharOffset());
                }
                parser.skipChildren();
            }
        }
        return starts;
    }

    private static @Nullable String scalar(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return token == JsonToken.VALUE_STRING || token.isNumeric() ? parser.getText() : null;
    }
}
