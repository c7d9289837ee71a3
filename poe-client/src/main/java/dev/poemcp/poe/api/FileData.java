package dev.poemcp.poe.api;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.api.Question.TurnFile;

/** A file inside the JSON of a request. */
final class FileData {
    private FileData() {}

    static boolean isImage(TurnFile file) {
        return file.mimeType().startsWith("image/");
    }

    /**
     * Its content as a {@code data:} URL, or for an image without content its address.
     *
     * @throws PoeException {@code InvalidRequest} if it has neither
     */
    static String address(TurnFile file) {
        if (file.base64() != null) {
            return "data:" + file.mimeType() + ";base64," + file.base64();
        }
        if (file.url() != null && isImage(file)) {
            return file.url().toString();
        }
        throw new PoeException(new PoeFailure.InvalidRequest(
                "The content of the file \"" + file.name() + "\" is no longer here, so it cannot be sent again."));
    }
}
