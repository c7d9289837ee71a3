package dev.poemcp.server.login;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One line of what the user types or pastes. */
public final class InputLine {
    /** Cookies are at most 4,096 bytes long, addresses in practice too. */
    private static final int MAX_BYTES = 10_000;

    private InputLine() {}

    /**
     * The next line without surrounding blanks; null at the end.
     *
     * @throws IOException also for a line that is too long to be what was asked for
     */
    public static @Nullable String read(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() == MAX_BYTES) {
                throw new IOException("The line is longer than " + MAX_BYTES + " bytes");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
