package dev.poemcp.server.export;

import dev.poemcp.poe.Chat;
import dev.poemcp.poe.Message;
import dev.poemcp.server.export.ExportedChat.SavedFile;
import dev.poemcp.server.export.Manifest.Entry;
import dev.poemcp.server.search.ChatIndex;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Saves one chat: its attachments, its record, its file and its part of the index. */
final class ChatSaver {
    /** Why an attachment is missing that no one has tried to load. */
    private static final String LEFT_OUT = "left out; poe-mcp export loads it";

    private final ChatReader reader;
    private final ArchiveFolder archive;
    private final ChatIndex index;
    private final ExportFormat format;
    private final @Nullable AttachmentArchive attachments;
    private final InstantSource clock;

    /** @param attachments null to leave them out */
    ChatSaver(
            ChatReader reader,
            ArchiveFolder archive,
            ChatIndex index,
            ExportFormat format,
            @Nullable AttachmentArchive attachments,
            InstantSource clock) {
        this.reader = reader;
        this.archive = archive;
        this.index = index;
        this.format = format;
        this.attachments = attachments;
        this.clock = clock;
    }

    /**
     * @param known what was saved of it before
     * @throws dev.poemcp.poe.PoeException if Poe does not give it
     */
    Entry save(Chat chat, Entry known) throws IOException, InterruptedException {
        List<Message> messages = reader.messages(chat);
        Map<String, SavedFile> files = files(messages, known);
        var exported = new ExportedChat(chat, messages, files);
        String name = ArchiveFileName.of(exported.created(), exported.title(), chat.chatCode(), format.extension());
        String savedAt = clock.instant().toString();
        archive.writeRecord(exported);
        archive.write(name, format, exported);
        index.put(chat, messages, savedAt);
        return new Entry(
                chat.title(),
                name,
                format,
                chat.lastInteraction() == null ? null : chat.lastInteraction().toString(),
                messages.size(),
                messages.isEmpty() ? 0 : messages.get(messages.size() - 1).messageId(),
                savedAt,
                values(files, SavedFile::path),
                values(files, ChatSaver::whyMissing),
                isUnfinished(messages),
                null,
                false);
    }

    /** Whether a bot is writing in it; what was left incomplete days ago stays so. */
    private boolean isUnfinished(List<Message> messages) {
        Instant dayAgo = clock.instant().minus(Duration.ofDays(1));
        return messages.stream()
                .anyMatch(message -> message.state().equals("incomplete")
                        && message.creationTime().isAfter(dayAgo));
    }

    private static @Nullable String whyMissing(SavedFile file) {
        return file.path() != null ? null : Objects.requireNonNullElse(file.failure(), LEFT_OUT);
    }

    private static Map<String, String> values(
            Map<String, SavedFile> files, Function<SavedFile, @Nullable String> value) {
        Map<String, String> values = new HashMap<>();
        files.forEach((key, file) -> {
            String one = value.apply(file);
            if (one != null) {
                values.put(key, one);
            }
        });
        return values;
    }

    private Map<String, SavedFile> files(List<Message> messages, Entry known) throws IOException {
        Map<String, SavedFile> files = new HashMap<>();
        for (Message message : messages) {
            for (int i = 0; i < message.attachments().size(); i++) {
                String key = ExportedChat.fileKey(message, i);
                String saved = known.attachments().get(key);
                if (saved != null && archive.has(saved)) {
                    files.put(key, new SavedFile(saved, null));
                } else if (attachments == null) {
                    files.put(key, new SavedFile(null, null));
                } else {
                    files.put(key, attachments.save(message.attachments().get(i), archive));
                }
            }
        }
        return files;
    }
}
