package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.emulator.control.UploadedFile;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import dev.poemcp.poe.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files with a message, in the upload form of every build of the site. */
class UploadIT {
    /** A file whose declared size may differ from its content. */
    private record File(String name, String mimeType, ByteString content, long sizeBytes) implements Upload {
        File(String name, String mimeType, byte[] content, long sizeBytes) {
            this(name, mimeType, ByteString.of(content), sizeBytes);
        }

        static File of(String name, String mimeType, byte[] content) {
            return new File(name, mimeType, content, content.length);
        }

        @Override
        public InputStream open() throws IOException {
            if (name.startsWith("vanished")) {
                throw new IOException("no such file");
            }
            return new ByteArrayInputStream(content.toByteArray());
        }
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static LiveFixture fixture(SiteBuild build) {
        return new LiveFixture(EmulatorOptions.defaults().withBuild(build), LiveFixture.SHORT_LIMITS);
    }

    @ParameterizedTest
    @EnumSource
    void files_arriveUnchangedAndInOrder(SiteBuild build) throws NoSuchAlgorithmException {
        byte[] image = new byte[300_000];
        image[299_999] = 7;
        byte[] text = "Grüße\n".getBytes(StandardCharsets.UTF_8);
        try (LiveFixture fixture = fixture(build)) {
            fixture.poe.bot("Reader").says("got it");

            Reply reply = LiveFixture.end(fixture.send(
                    null,
                    "Reader",
                    "look",
                    File.of("kätzchen.png", "image/png", image),
                    File.of("empty.txt", "text/plain", new byte[0]),
                    File.of("notes.txt", "text/plain", text)));

            assertEquals("got it", reply.text());
            List<UploadedFile> files = fixture.poe.sentMessages().get(0).files();
            assertEquals(
                    List.of("kätzchen.png", "empty.txt", "notes.txt"),
                    files.stream().map(UploadedFile::name).toList());
            assertEquals(
                    List.of(300_000L, 0L, (long) text.length),
                    files.stream().map(UploadedFile::sizeBytes).toList());
            assertEquals(sha256(image), files.get(0).sha256());
            assertEquals(sha256(text), files.get(2).sha256());
            assertEquals("image/png", files.get(0).contentType());
        }
    }

    @ParameterizedTest
    @EnumSource
    void textOfAMillionBytes_isSentCompletely(SiteBuild build) {
        String text = "ä".repeat(600_000);
        try (LiveFixture fixture = fixture(build)) {
            fixture.poe.bot("Counter").answers(said -> said.length() + " characters");

            assertEquals("600000 characters", fixture.ask("Counter", text).text());
            assertEquals(1, fixture.poe.sentMessages().size());
        }
    }

    @Test
    void totalSizeAboveLimit_failsBeforeSending() {
        byte[] few = {1, 2, 3};
        try (LiveFixture fixture = fixture(SiteBuild.AUGUST_2026)) {
            var failure = assertThrows(
                            PoeException.class,
                            () -> fixture.send(
                                    null,
                                    "Echo",
                                    "look",
                                    new File("a.bin", "application/octet-stream", few, 350_000_000),
                                    new File("b.bin", "application/octet-stream", few, 1)))
                    .failure();

            var rejected = assertInstanceOf(PoeFailure.FileRejected.class, failure);
            assertEquals("b.bin", rejected.file());
            assertTrue(rejected.why().startsWith("File size too large"));
            assertEquals(0, fixture.poe.requests().all().size());
        }
    }

    /** Files whose content differs from what was declared. */
    enum ChangedFile {
        SHORTER("short.bin", 10, 20),
        LONGER("long.bin", 20, 10),
        VANISHED("vanished.bin", 10, 10);

        final String name;
        final int actual;
        final int declared;

        ChangedFile(String name, int actual, int declared) {
            this.name = name;
            this.actual = actual;
            this.declared = declared;
        }
    }

    @ParameterizedTest
    @EnumSource
    void fileChangedDuringUpload_abortsMessage(ChangedFile changed) {
        try (LiveFixture fixture = fixture(SiteBuild.AUGUST_2026)) {
            fixture.poe.bot("Reader").says("got it");

            var failure = assertThrows(
                            PoeException.class,
                            () -> fixture.send(
                                    null,
                                    "Reader",
                                    "look",
                                    new File(changed.name, "text/plain", new byte[changed.actual], changed.declared)))
                    .failure();

            assertEquals(
                    changed.name,
                    assertInstanceOf(PoeFailure.FileRejected.class, failure).file());
            assertEquals(0, fixture.poe.sentMessages().size());
            assertTrue(fixture.isIdle());
        }
    }
}
