package dev.poemcp.poe;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes the cursors given to callers: the list and the position in it. */
public final class Cursor {
    private static final String SEPARATOR = "\n";

    private Cursor() {}

    /** A cursor of the list; the parts may not contain line breaks. */
    public static String encode(String list, String... parts) {
        var text = list + SEPARATOR + String.join(SEPARATOR, parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws PoeException {@link PoeFailure.InvalidRequest} for a cursor that {@link #encode} did not create for this
     *     list
     */
    public static List<String> decode(String list, String cursor, int parts) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var fields = List.of(text.split(SEPARATOR, -1));
            if (fields.size() == parts + 1 && fields.get(0).equals(list)) {
                return fields.subList(1, fields.size());
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid(cursor, notBase64);
        }
        throw invalid(cursor, null);
    }

    /** @throws PoeException {@link PoeFailure.InvalidRequest} unless it is a number from 0 */
    public static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notNumber) {
            throw invalid(text, notNumber);
        }
        throw invalid(text, null);
    }

    /** @throws PoeException {@link PoeFailure.InvalidRequest} unless it is a number */
    public static long longNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notNumber) {
            throw invalid(text, notNumber);
        }
    }

    private static PoeException invalid(String cursor, @Nullable Throwable cause) {
        var failure = new PoeFailure.InvalidRequest(
                "The cursor \"" + (cursor.length() > 40 ? cursor.substring(0, 40) + "…" : cursor)
                        + "\" is none that this list gave out; leave it out to begin at the start.");
        return cause == null ? new PoeException(failure) : new PoeException(failure, cause);
    }
}
