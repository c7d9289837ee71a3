package dev.poemcp.server.opening;

import dev.poemcp.server.transport.stdio.BoundedLines;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Answers what hosts ask first, before the rest of the program has loaded: a host asks for the tools of all its servers
 * before its user can do anything. Ends at the first message that it does not know, which the program handles, and all
 * after it.
 */
public final class Opening {
    private final PreparedAnswers answers;
    private final Runnable onSession;
    private @Nullable String initialize;
    private boolean sessionShowsViews;

    /** @param onSession called when a session was opened; must not block */
    public Opening(PreparedAnswers answers, Runnable onSession) {
        this.answers = answers;
        this.onSession = onSession;
    }

    /**
     * What follows the opening.
     *
     * @param lines all messages that were not answered
     * @param initialize the request that opened the session and was answered; null if there is no session
     */
    public record Rest(BoundedLines lines, @Nullable String initialize) {}

    /**
     * Reads and answers messages.
     *
     * @return null if the input has ended
     * @throws IOException if the host has gone
     */
    public @Nullable Rest serve(BoundedLines lines, OutputStream out) throws IOException {
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.tooLong() || !answer(new String(line.bytes(), StandardCharsets.UTF_8), out)) {
                lines.giveBack(line);
                return new Rest(lines, initialize);
            }
        }
        return null;
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
        var views = request.needsSession() ? sessionShowsViews : request.views();
        var response = answers.response(request.id(), request.key(), views);
        if (response == null) {
            return false;
        }
        out.write(response);
        out.flush();
        if (request.isInitialize()) {
            initialize = line;
            sessionShowsViews = request.views();
            onSession.run();
        }
        return true;
    }
}
