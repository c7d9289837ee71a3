package dev.poemcp.poe.site.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads single fields; returns null for missing, null and invalid values. */
public final class JsonFields {
    private static final int MAX_DIGITS = 18;
    private static final long MICROSECONDS_FROM = 100_000_000_000_000L;
    private static final long MILLISECONDS_FROM = 100_000_000_000L;

    private JsonFields() {}

    public static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.textValue() : null;
    }

    /** A text that is not blank. */
    public static @Nullable String word(JsonNode node) {
        var text = text(node);
        return text == null || text.isBlank() ? null : text;
    }

    /** Also accepts strings of digits. */
    public static @Nullable Long number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        if (node.isFloatingPointNumber() && node.canConvertToLong() && node.doubleValue() == node.longValue()) {
            return node.longValue();
        }
        var text = text(node);
        if (text == null || text.isEmpty() || text.length() > MAX_DIGITS) {
            return null;
        }
        return text.chars().allMatch(c -> c >= '0' && c <= '9') ? Long.valueOf(text) : null;
    }

    public static long numberOrZero(JsonNode node) {
        var number = number(node);
        return number == null ? 0 : number;
    }

    public static @Nullable Boolean flag(JsonNode node) {
        return node.isBoolean() ? node.booleanValue() : null;
    }

    /**
     * The site sends microseconds; milliseconds and seconds are recognized by magnitude. Source: docs/poe-protocol.md
     * §7.6.
     */
    public static @Nullable Instant time(JsonNode node) {
        var number = number(node);
        if (number == null || number <= 0) {
            return null;
        }
        if (number >= MICROSECONDS_FROM) {
            return Instant.EPOCH.plus(number, ChronoUnit.MICROS);
        }
        return number >= MILLISECONDS_FROM ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }

    public static @Nullable URI uri(JsonNode node) {
        var text = word(node);
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException notAnAddress) {
            return null;
        }
    }

    /** The texts of a list; skips other values. */
    public static List<String> words(JsonNode node) {
        List<String> words = new ArrayList<>();
        for (var element : node) {
            var word = word(element);
            if (word != null) {
                words.add(word);
            }
        }
        return words;
    }

    /** The number in a global id, e.g. 77 in base64 of {@code Bot:77}. */
    public static @Nullable Long numberOfGlobalId(JsonNode id, String type) {
        var text = text(id);
        if (text == null) {
            return null;
        }
        try {
            var plain = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            return plain.startsWith(type + ":") ? Long.valueOf(plain.substring(type.length() + 1)) : null;
        } catch (IllegalArgumentException neitherBase64NorNumber) {
            return null;
        }
    }

    /** Whether the response has an object with this name. */
    public static JsonReader<Boolean> hasObject(String field) {
        return data -> data.path(field).isObject();
    }

    /** Whether the response has this field and it is null. */
    public static JsonReader<Boolean> isNull(String field) {
        return data -> data.path(field).isNull();
    }

    /** For example {@code Chat:900000001} in base64. */
    public static String globalId(String type, long number) {
        return Base64.getEncoder().encodeToString((type + ":" + number).getBytes(StandardCharsets.UTF_8));
    }
}
