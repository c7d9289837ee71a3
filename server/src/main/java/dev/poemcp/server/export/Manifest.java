package dev.poemcp.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.poemcp.poe.Chat;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an archive holds: {@code manifest.json}.
 *
 * @param kind always {@link #KIND}, by which a folder is known to be an archive
 * @param version of this form
 * @param userId Poe's number of the account whose chats these are; null if Poe did not tell
 * @param archivedUntil when the list of chats was last read to its end (RFC 3339, this machine's clock); null if it never was
 * @param newestActivity in that list (RFC 3339, Poe's clock)
 * @param chats by code
 */
record Manifest(
        String kind,
        int version,
        @Nullable Long userId,
        @Nullable String archivedUntil,
        @Nullable String newestActivity,
        Map<String, Entry> chats) {
    static final String KIND = "poe-mcp-archive";
    static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Manifest {
        chats = new TreeMap<>(Objects.requireNonNullElse(chats, Map.of()));
    }

    static Manifest empty() {
        return new Manifest(KIND, VERSION, null, null, null, Map.of());
    }

    /** Of this account. */
    Manifest of(long account) {
        return new Manifest(kind, version, account, archivedUntil, newestActivity, chats);
    }

    /** After the list of chats was read at that time. */
    Manifest until(Instant time, @Nullable Instant newest) {
        return new Manifest(
                kind, version, userId, time.toString(), newest == null ? newestActivity : newest.toString(), chats);
    }

    /**
     * A chat of the archive. A failed attempt to save it again leaves what was saved.
     *
     * @param title null until Poe has made one
     * @param file with the chat; null if it was never saved
     * @param format of the file
     * @param lastActivity as Poe told it when the chat was saved (RFC 3339)
     * @param messages number of messages in the file
     * @param newestMessageId up to which the chat is saved; 0 if it has no messages
     * @param savedAt RFC 3339
     * @param attachments files in the archive, by the ids of their messages and their numbers in these
     * @param missingAttachments why others could not be saved, likewise
     * @param unfinished whether a message was still being written
     * @param failure why the last attempt failed; null if it did not
     * @param deleted whether Poe no longer has the chat
     */
    record Entry(
            @Nullable String title,
            @Nullable String file,
            @Nullable ExportFormat format,
            @Nullable String lastActivity,
            int messages,
            long newestMessageId,
            @Nullable String savedAt,
            Map<String, String> attachments,
            Map<String, String> missingAttachments,
            boolean unfinished,
            @Nullable String failure,
            boolean deleted) {
        Entry {
            // A file that a user has edited may lack them.
            attachments = Map.copyOf(Objects.requireNonNullElse(attachments, Map.of()));
            missingAttachments = Map.copyOf(Objects.requireNonNullElse(missingAttachments, Map.of()));
        }

        static Entry neverSaved(Chat chat) {
            return new Entry(chat.title(), null, null, null, 0, 0, null, Map.of(), Map.of(), false, null, false);
        }

        Entry failed(String why) {
            return with(why, deleted);
        }

        Entry gone() {
            return with(failure, true);
        }

        private Entry with(@Nullable String newFailure, boolean newDeleted) {
            return new Entry(
                    title,
                    file,
                    format,
                    lastActivity,
                    messages,
                    newestMessageId,
                    savedAt,
                    attachments,
                    missingAttachments,
                    unfinished,
                    newFailure,
                    newDeleted);
        }
    }

    /** @throws ArchiveException if it is none that this version reads */
    static Manifest parse(byte[] text) throws ArchiveException {
        try {
            Manifest manifest = JSON.readValue(new String(text, UTF_8), Manifest.class);
            if (!KIND.equals(manifest.kind())) {
                throw new ArchiveException("its manifest.json belongs to another program");
            }
            if (manifest.version() != VERSION) {
                throw new ArchiveException(
                        "its manifest.json has version " + manifest.version() + ", and this program writes " + VERSION);
            }
            return manifest;
        } catch (JsonProcessingException e) {
            throw new ArchiveException("its manifest.json cannot be read: " + e.getOriginalMessage());
        }
    }

    String text() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The manifest cannot be written", e);
        }
    }
}
