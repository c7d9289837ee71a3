package dev.poemcp.poe.site;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes cursors of our own, opaque to callers: which list, and where in it. */
final class Cursor {
    private static final String SEPARATOR = "\n";

    private Cursor() {}

    static String seal(String list, String... parts) {
        var text = list + SEPARATOR + String.join(SEPARATOR, parts);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws PoeException {@link PoeFailure.InvalidRequest} for what {@link #seal} did not write for this list */
    static List<String> open(String list, String cursor, int parts) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var read = List.of(text.split(SEPARATOR, -1));
            if (read.size() == parts + 1 && read.get(0).equals(list)) {
                return read.subList(1, read.size());
            }
        } catch (IllegalArgumentException notBase64) {
            throw foreign(cursor, notBase64);
        }
        throw foreign(cursor, null);
    }

    static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notOurs) {
            throw foreign(text, notOurs);
        }
        throw foreign(text, null);
    }

    static long longNumber(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notOurs) {
            throw foreign(text, notOurs);
        }
    }

    private static PoeException foreign(String cursor, @Nullable Throwable cause) {
        var failure = new PoeFailure.InvalidRequest(
                "The cursor \"" + (cursor.length() > 40 ? cursor.substring(0, 40) + "…" : cursor)
                        + "\" is none that this list gave out; leave it out to begin at the start.");
        return cause == null ? new PoeException(failure) : new PoeException(failure, cause);
    }
}
