package dev.poemcp.server.opening;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Answers what hosts ask first, before the rest of the program has loaded: a host asks for the tools of all its servers
 * before its user can do anything. Ends at the first message that it does not know, which the program handles, and all
 * after it.
 */
public final class Opening {
    /** A longer message is not one of a host's first. */
    private static final int MAX_LINE_BYTES = 64 * 1024;

    private final PreparedAnswers answers;
    private final Runnable onSession;
    private final byte[] buffer = new byte[MAX_LINE_BYTES];
    private int start;
    private int end;
    private @Nullable String initialize;

    /** @param onSession called when a session was opened; must not block */
    public Opening(PreparedAnswers answers, Runnable onSession) {
        this.answers = answers;
        this.onSession = onSession;
    }

    /**
     * What follows the opening.
     *
     * @param input all messages that were not answered
     * @param initialize the request that opened the session and was answered; null if there is no session
     */
    public record Rest(InputStream input, @Nullable String initialize) {}

    /**
     * Reads and answers messages.
     *
     * @return null if the input has ended
     * @throws IOException if the host has gone
     */
    public @Nullable Rest serve(InputStream in, OutputStream out) throws IOException {
        while (true) {
            var lineEnd = indexOfLineEnd();
            if (lineEnd >= 0) {
                if (!answer(new String(buffer, start, lineEnd - start, StandardCharsets.UTF_8), out)) {
                    return rest(in);
                }
                start = lineEnd + 1;
            } else if (end - start == buffer.length) {
                return rest(in);
            } else if (!fill(in)) {
                // A last line without a line end is left to the program.
                return start == end ? null : rest(in);
            }
        }
    }

    private int indexOfLineEnd() {
        for (var i = start; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean fill(InputStream in) throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        var count = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count > 0;
    }

    private boolean answer(String line, OutputStream out) throws IOException {
        var request = OpeningRequest.of(line);
        if (request == null) {
            return false;
        }
        if (request.isNotification()) {
            // None that can come now has an effect.
            return true;
        }
        if (initialize == null ? request.needsSession() : request.isInitialize()) {
            return false;
        }
        var response = answers.response(request.id(), request.key());
        if (response == null) {
            return false;
        }
        out.write(response);
        out.flush();
        if (request.isInitialize()) {
            initialize = line;
            onSession.run();
        }
        return true;
    }

    private Rest rest(InputStream in) {
        var unanswered = new ByteArrayInputStream(Arrays.copyOfRange(buffer, start, end));
        return new Rest(new SequenceInputStream(unanswered, in), initialize);
    }
}
