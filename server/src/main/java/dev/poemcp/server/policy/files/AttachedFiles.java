package dev.poemcp.server.policy.files;

import dev.poemcp.poe.Upload;
import java.util.List;

/** Files opened for one message. Closing it deletes what was downloaded. */
public record AttachedFiles(List<Upload> uploads) implements AutoCloseable {
    public AttachedFiles {
        uploads = List.copyOf(uploads);
    }

    @Override
    public void close() {
        uploads.forEach(Upload::close);
    }
}
