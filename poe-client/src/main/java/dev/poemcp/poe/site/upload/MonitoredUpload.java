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
 * The files of one message, monitored while they are sent: {@link #stop()} aborts the request before it is complete,
 * and a failure of a file (not of the network) is recorded with its name.
 */
public final class MonitoredUpload {
    private final List<Upload> files;
    private final AtomicReference<PoeFailure.FileRejected> failure = new AtomicReference<>();
    private volatile boolean stopped;

    public MonitoredUpload(List<Upload> files) {
        this.files = files.stream().<Upload>map(MonitoredFile::new).toList();
    }

    public List<Upload> files() {
        return files;
    }

    /** The failure of a file, if any; then the message is incomplete, so Poe did not accept it. */
    public Optional<PoeFailure.FileRejected> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Aborts the upload. Has no effect on bytes already sent. */
    public void stop() {
        stopped = true;
    }

    private final class MonitoredFile implements Upload {
        private final Upload file;

        MonitoredFile(Upload file) {
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
                return new MonitoredStream(file.open());
            } catch (IOException unreadable) {
                throw recordFailure("it can not be read", unreadable);
            }
        }

        private IOException recordFailure(String why, IOException cause) {
            failure.compareAndSet(null, new PoeFailure.FileRejected(name(), why + "."));
            return cause;
        }

        private final class MonitoredStream extends FilterInputStream {
            private long bytesRead;

            MonitoredStream(InputStream in) {
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
                    throw recordFailure("it could not be read to its end", unreadable);
                }
                if (count > 0) {
                    bytesRead += count;
                }
                if ((count < 0 && bytesRead < sizeBytes()) || bytesRead > sizeBytes()) {
                    throw recordFailure(
                            "it changed its size while it was sent", new IOException("the file changed its size"));
                }
                return count;
            }
        }
    }
}
