package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.channel.Channel;
import dev.poemcp.emulator.control.UploadedFile;
import java.util.List;
import java.util.Optional;

/** The code of a query. Runs holding the world's monitor and returns all fields; the hash selects among them. */
@FunctionalInterface
interface Operation {
    /**
     * Executes the operation.
     *
     * @return the {@code data} object
     * @throws ServerError if the site responds with "Server Error"
     */
    ObjectNode run(Variables variables, Caller caller);

    /** The channel that the request names, and the files uploaded with it. */
    record Caller(Optional<Channel> channel, List<UploadedFile> files) {}

    /** HTTP 200, {@code data: null}, one error with the message "Server Error". */
    final class ServerError extends RuntimeException {
        ServerError() {
            super("Server Error", null, false, false);
        }
    }
}
