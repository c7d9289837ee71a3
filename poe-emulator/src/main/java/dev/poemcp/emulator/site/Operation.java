package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.channel.Channel;
import dev.poemcp.emulator.control.UploadedFile;
import java.util.List;
import java.util.Optional;

/** What a query does. It runs holding the world's monitor and gives everything; the hash selects. */
@FunctionalInterface
interface Operation {
    /**
     * Does it.
     *
     * @return the {@code data} object
     * @throws ServerError when the site would say no more than that
     */
    ObjectNode run(Variables variables, Caller caller);

    /** Who asks: the channel its header names, and what it uploaded with this request. */
    record Caller(Optional<Channel> channel, List<UploadedFile> files) {}

    /** HTTP 200, {@code data: null}, one error that says "Server Error". */
    final class ServerError extends RuntimeException {
        ServerError() {
            super("Server Error", null, false, false);
        }
    }
}
