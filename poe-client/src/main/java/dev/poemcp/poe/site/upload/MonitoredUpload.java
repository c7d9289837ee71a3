package dev.poemcp.poe.site.upload;

import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The files of one message, watched while they are sent: {@link #stop()} breaks the request before it is whole, and what
 * goes wrong with a file (not with the network) is remembered by its name.
 */
public final class MonitoredUpload {
    private final List<Upload> files;
    private final AtomicReference<PoeFailure.FileRejected> failure = new AtomicReference<>();
    private volatile boolean stopped;

    public MonitoredUpload(List<Upload> files) {
        this.files = files.stream().<Upload>map(Watched::new).toList();
    }

    public List<Upload> files() {
        return files;
    }

    /** What went wrong with a file; then the message is not whole, so Poe did not take it. */
    public Optional<PoeFailure.FileRejected> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Nobody wants the message any more. Has no effect on what is already out. */
    public void stop() {
        stopped = true;
    }

    private final class Watched implements Upload {
        private final Upload file;

        Watched(Upload file) {
            this.file = file;
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public String mimeType() {
            return file.mimeType();
        }

        @Override
        public long sizeBytes() {
            return file.sizeBytes();
        }

        @Override
        public InputStream open() throws IOException {
            try {
                return new WatchedStream(file.open());
            } catch (IOException unreadable) {
                throw remember("it can not be read", unreadable);
            }
        }

        private IOException remember(String why, IOException cause) {
            failure.compareAndSet(null, new PoeFailure.FileRejected(name(), why + "."));
            return cause;
        }

        private final class WatchedStream extends FilterInputStream {
            private long read;

            WatchedStream(InputStream in) {
                super(in);
            }

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                if (stopped) {
                    throw new IOException("the message was cancelled while it was sent");
                }
                int count;
                try {
                    count = super.read(buffer, offset, length);
                } catch (IOException unreadable) {
                    throw remember("it could not be read to its end", unreadable);
                }
                if (count > 0) {
                    read += count;
                }
                if ((count < 0 && read < sizeBytes()) || read > sizeBytes()) {
                    throw remember(
                            "it changed its size while it was sent", new IOException("the file changed its size"));
                }
                return count;
            }
        }
    }
}
