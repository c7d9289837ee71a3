package dev.poemcp.poe.har;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Shortens long strings in JSON while it is read, so that a parser never holds more than the limit: a capture of a video
 * is a string of hundreds of megabytes. A shortened string ends with {@link #CUT}. Anything else passes unchanged, also
 * what is not JSON; only a byte order mark at the start is dropped.
 */
final class LongTextCutter extends FilterReader {
    /** A Unicode noncharacter, which no text contains. */
    static final char CUT = '\uffff';

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final int limit;
    private boolean started;
    private boolean inString;
    private boolean cutting;
    /** Characters of the present escape sequence that are still to come. */
    private int escaped;
    /** Length of the present string so far. */
    private int length;

    private long dropped;

    /** @param limit characters of a string, escape sequences counted as written */
    LongTextCutter(Reader json, int limit) {
        super(json);
        this.limit = limit;
    }

    /** Whether something was dropped, so that positions in the result are not those in the file. */
    boolean hasDropped() {
        return dropped > 0;
    }

    @Override
    public int read(char[] buffer, int offset, int size) throws IOException {
        while (true) {
            int read = in.read(buffer, offset, size);
            int kept = read <= 0 ? read : keep(buffer, offset, read);
            // Zero would mean that there is nothing to read yet.
            if (kept != 0 || size == 0) {
                return kept;
            }
        }
    }

    @Override
    public int read() throws IOException {
        var one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    /** Moves what passes to the front; returns its length. */
    private int keep(char[] buffer, int offset, int read) {
        int to = offset;
        int from = offset;
        if (!started) {
            started = true;
            from += buffer[offset] == BYTE_ORDER_MARK ? 1 : 0;
        }
        for (; from < offset + read; from++) {
            char next = buffer[from];
            if (!inString) {
                inString = next == '"';
                length = 0;
            } else if (escaped > 0) {
                // A Unicode escape has four digits more.
                escaped += next == 'u' && escaped == 1 && !cutting ? 3 : -1;
                length++;
            } else if (next == '"') {
                inString = false;
                cutting = false;
            } else {
                if (length >= limit && !cutting) {
                    cutting = true;
                    buffer[to++] = CUT;
                }
                escaped = next == '\\' ? 1 : 0;
                length++;
            }
            if (cutting) {
                dropped++;
            } else {
                buffer[to++] = next;
            }
        }
        return to - offset;
    }
}
