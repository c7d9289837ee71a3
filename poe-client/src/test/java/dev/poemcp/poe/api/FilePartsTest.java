package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.Model;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.api.conversation.Conversation;
import dev.poemcp.poe.api.conversation.ConversationMessage;
import dev.poemcp.poe.api.conversation.KeptFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePartsTest {
    private static final int MIB = 1024 * 1024;

    private final List<String> uploaded = new ArrayList<>();
    private final FileParts fileParts = new FileParts(this::upload);

    private Attachment upload(Upload file) {
        try (InputStream in = file.open()) {
            uploaded.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Attachment(
                file.name(), file.mimeType(), URI.create("https://example.org/" + file.name()), file.sizeBytes());
    }

    @ParameterizedTest
    @CsvSource({
        "CHAT_COMPLETIONS, text/plain, 1000, CHAT_COMPLETIONS",
        "CHAT_COMPLETIONS, image/png, 4194304, CHAT_COMPLETIONS",
        "CHAT_COMPLETIONS, image/png, 4194305, BOT_QUERY",
        "RESPONSES, image/png, 1000, RESPONSES",
        "RESPONSES, application/pdf, 1000, BOT_QUERY",
        "BOT_QUERY, image/png, 1, BOT_QUERY"
    })
    void endpoint_isTheModelsUnlessTheFileDoesNotFit(Endpoint preferred, String type, int size, Endpoint expected) {
        assertEquals(expected, FileParts.endpoint(preferred, List.of(file("a", type, size)), Optional.empty()));
    }

    @Test
    void conversationWithAnUploadedFile_staysWithBotQueries() {
        var before = conversation(new KeptFile("a.png", "image/png", null, URI.create("https://example.org/a"), 1L));

        assertEquals(Endpoint.BOT_QUERY, FileParts.endpoint(Endpoint.CHAT_COMPLETIONS, List.of(), Optional.of(before)));
    }

    @Test
    void smallFile_isKeptWithItsContent() {
        var kept = fileParts.keep(Endpoint.CHAT_COMPLETIONS, List.of(text("hello")));

        assertEquals("aGVsbG8=", kept.get(0).base64());
        assertNull(kept.get(0).url());
        assertEquals(List.of(), uploaded);
    }

    @Test
    void fileOfABotQuery_isUploaded() {
        var kept = fileParts.keep(Endpoint.BOT_QUERY, List.of(text("hello")));

        assertNull(kept.get(0).base64());
        assertEquals(URI.create("https://example.org/a.txt"), kept.get(0).url());
        assertEquals(List.of("hello"), uploaded);
    }

    @Test
    void fileThatShrinksWhileItIsRead_isRejected() {
        var failed = assertThrows(
                PoeException.class,
                () -> fileParts.keep(Endpoint.CHAT_COMPLETIONS, List.of(file("a.txt", "text/plain", 9, "hello"))));

        assertInstanceOf(PoeFailure.FileRejected.class, failed.failure());
    }

    @Test
    void earlierContent_isUploadedOnceTheConversationTakesBotQueries() {
        var before = conversation(new KeptFile("a.txt", "text/plain", "aGVsbG8=", null, 5L));

        assertEquals(before, fileParts.uploadEarlier(Endpoint.CHAT_COMPLETIONS, before));
        var after = fileParts.uploadEarlier(Endpoint.BOT_QUERY, before);
        assertEquals(List.of("hello"), uploaded);
        assertEquals(after, fileParts.uploadEarlier(Endpoint.BOT_QUERY, after));
        assertEquals(List.of("hello"), uploaded, "it is uploaded once");
    }

    @Test
    void kindThatTheModelDoesNotTake_isRejected() {
        var textOnly = Optional.of(model(List.of("text")));

        var failed = assertThrows(
                PoeException.class, () -> FileParts.requireTaken(textOnly, List.of(file("a.png", "image/png", 1))));
        assertTrue(failed.failure().what().contains("image"), failed.failure().what());
        assertDoesNotThrow(() -> FileParts.requireTaken(textOnly, List.of(file("a.pdf", "application/pdf", 1))));
        assertDoesNotThrow(() -> FileParts.requireTaken(
                Optional.of(model(List.of("text", "image"))), List.of(file("a.png", "image/png", 1))));
        assertDoesNotThrow(() -> FileParts.requireTaken(Optional.empty(), List.of(file("a.png", "image/png", MIB))));
    }

    private static Model model(List<String> input) {
        return new Model("m", null, null, null, input, List.of("text"), null, null, null, null, null, List.of());
    }

    private static Conversation conversation(KeptFile file) {
        return Conversation.of("api-1", ConversationMessage.ofUser(1, "Look.", Instant.EPOCH, List.of(file), Map.of()));
    }

    private static Upload text(String content) {
        return file("a.txt", "text/plain", content.length(), content);
    }

    private static Upload file(String name, String type, int size) {
        return file(name, type, size, "");
    }

    private static Upload file(String name, String type, int size, String content) {
        return new Upload() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String mimeType() {
                return type;
            }

            @Override
            public long sizeBytes() {
                return size;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
