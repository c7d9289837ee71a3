package dev.poemcp.server.policy.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.WebFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AttachmentOpenerTest {
    @TempDir
    private Path folder;

    private final List<String> fetched = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private AttachmentOpener attachments;

    @SuppressWarnings("NullAway.Init")
    AttachmentOpenerTest() {}

    @BeforeEach
    void open() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "four");
        WebFiles web = (url, maxBytes) -> {
            fetched.add(url + " " + maxBytes);
            return new FetchedFile(url);
        };
        attachments = new AttachmentOpener(
                new FilePolicy(List.of(folder), folder, folder.resolve("credentials.json")), () -> web);
    }

    @Test
    void openedFiles_keepTheOrderOfNames() {
        try (AttachedFiles files = attachments.open(List.of("https://example.org/one.png", "a.txt"))) {
            assertEquals(
                    List.of("one.png", "a.txt"),
                    files.uploads().stream().map(Upload::name).toList());
        }

        assertEquals(List.of("https://example.org/one.png 349999996"), fetched, "what is left after the local file");
        assertEquals(List.of("one.png"), closed);
    }

    @Test
    void rejectedLocalFile_preventsFetching() {
        rejection(List.of("https://example.org/one.png", "../outside.txt"));

        assertEquals(List.of(), fetched);
    }

    @Test
    void rejectedUrl_deletesFilesFetchedBefore() {
        rejection(List.of("https://example.org/one.png", "https://bad.example.org/two.png"));

        assertEquals(List.of("one.png"), closed);
    }

    @Test
    void totalSizeAboveLimit_isRejected() throws IOException {
        try (var large = new RandomAccessFile(folder.resolve("large.bin").toFile(), "rw")) {
            large.setLength(Upload.MAX_BYTES_PER_MESSAGE - 3);
        }

        assertEquals(1, attachments.open(List.of("large.bin")).uploads().size());
        var failure = rejection(List.of("large.bin", "a.txt"));

        assertTrue(failure.what().contains("350000000"), failure::what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://exa mple.org", "http://[::1"})
    void malformedUrl_isRejected(String url) {
        rejection(List.of(url));
    }

    @ParameterizedTest
    @CsvSource({
        "'ftp://me:secret@example.org/x', ftp",
        "'data:image/png;base64,AAAA', data",
        "' FTP:x', ftp",
    })
    void urlOfAnotherScheme_isRejectedByItsScheme(String url, String scheme) {
        var failure = rejection(List.of("a.txt", url));

        assertEquals(
                "The file \"" + scheme + ":…\" was rejected: " + scheme
                        + " is not a supported URL scheme; http, https and file are.",
                failure.what());
        assertEquals(List.of(), fetched);
    }

    @Test
    void windowsPath_isAPath() {
        var failure = rejection(List.of("C:\\private.txt"));

        assertEquals("C:\\private.txt", failure.file());
        assertEquals(List.of(), fetched);
    }

    private PoeFailure.FileRejected rejection(List<String> names) {
        var thrown = assertThrows(PoeException.class, () -> attachments.open(names));
        return assertInstanceOf(PoeFailure.FileRejected.class, thrown.failure());
    }

    private final class FetchedFile implements Upload {
        private final URI url;

        FetchedFile(URI url) {
            if (!"https".equals(url.getScheme()) || url.toString().contains("bad")) {
                throw new PoeException(new PoeFailure.FileRejected(url.toString(), "the web's own reason."));
            }
            this.url = url;
        }

        @Override
        public String name() {
            return url.getPath().substring(1);
        }

        @Override
        public String mimeType() {
            return "image/png";
        }

        @Override
        public long sizeBytes() {
            return 10;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[10]);
        }

        @Override
        public void close() {
            closed.add(name());
        }
    }
}
