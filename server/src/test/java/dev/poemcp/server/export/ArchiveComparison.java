package dev.poemcp.server.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.control.StoredChat;
import dev.poemcp.emulator.control.StoredChat.StoredFile;
import dev.poemcp.emulator.control.StoredChat.StoredMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How an archive differs from the account that it was made of. */
final class ArchiveComparison {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_PROBLEMS = 20;

    private final Path archive;
    private final Map<String, StoredChat> missing = new HashMap<>();
    private final Set<Path> attachments = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    private ArchiveComparison(Path archive, List<StoredChat> account) {
        this.archive = archive;
        account.forEach(chat -> missing.put(chat.code(), chat));
    }

    /** Of a complete archive; empty if there is none. */
    static List<String> problems(Path archive, ExportFormat format, List<StoredChat> account) throws IOException {
        var comparison = new ArchiveComparison(archive, account);
        comparison.compareChats(format);
        comparison.missing.keySet().forEach(code -> comparison.add(code + " is missing"));
        if (format == ExportFormat.JSON) {
            for (Path file : files(archive.resolve(ArchiveFolder.ATTACHMENTS))) {
                comparison.check(comparison.attachments.contains(file), file + " belongs to no chat");
            }
        }
        return comparison.problems;
    }

    /** Of an archive in JSON whose export was killed: what is there must be whole. */
    static List<String> problemsOfPart(Path archive, List<StoredChat> account) throws IOException {
        var comparison = new ArchiveComparison(archive, account);
        if (Files.exists(archive)) {
            comparison.compareChats(ExportFormat.JSON);
        }
        return comparison.problems;
    }

    /** Files that a user sees; the archive's own begin with a dot. */
    static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private void add(String problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    private void check(boolean expected, String problem) {
        if (!expected) {
            add(problem);
        }
    }

    private void compareChats(ExportFormat format) throws IOException {
        for (Path file : files(archive)) {
            if (file.endsWith("manifest.json")) {
                // Whatever it has, it must be whole.
                JSON.readTree(file.toFile());
            } else if (!file.endsWith(ArchiveFolder.ATTACHMENTS) && !file.endsWith("index.html")) {
                compareChat(format, file);
            }
        }
    }

    private void compareChat(ExportFormat format, Path file) throws IOException {
        String name = file.getFileName().toString();
        String code = name.replaceFirst("(?s).*-([a-z0-9]+)\\.[a-z]+$", "$1");
        StoredChat chat = missing.remove(code);
        if (chat == null || !name.endsWith("." + format.extension())) {
            add(name + " is not the one file of a chat");
        } else if (format == ExportFormat.JSON) {
            compare(chat, JSON.readTree(file.toFile()));
        } else {
            new TextComparison(Files.readString(file), format, this::add).compare(chat);
        }
    }

    private void compare(StoredChat chat, JsonNode json) throws IOException {
        String at = chat.code();
        compare(at, chat.code(), json.path("chat_code"));
        compare(at, Long.toString(chat.chatId()), json.path("chat_id"));
        compare(at, chat.title(), json.path("title"));
        compare(at, chat.bot(), json.path("bot"));
        compare(at, time(chat.lastInteractionMicros()), json.path("last_activity"));
        JsonNode messages = json.path("messages");
        check(chat.messages().size() == messages.size(), at + " has " + messages.size() + " messages");
        for (int i = 0; i < Math.min(messages.size(), chat.messages().size()); i++) {
            compare(at + " message " + i, chat.messages().get(i), messages.get(i));
        }
    }

    private void compare(String at, StoredMessage message, JsonNode json) throws IOException {
        compare(at, Long.toString(message.messageId()), json.path("message_id"));
        compare(at, message.code(), json.path("message_code"));
        compare(at, message.author().equals("human") ? "user" : message.author(), json.path("author"));
        compare(at, message.text(), json.path("text"));
        compare(at, message.state(), json.path("state"));
        compare(at, time(message.creationMicros()), json.path("creation_time"));
        JsonNode files = json.path("attachments");
        check(message.files().size() == files.size(), at + " has " + files.size() + " attachments");
        for (int i = 0; i < Math.min(files.size(), message.files().size()); i++) {
            compare(at, message.files().get(i), files.get(i));
        }
    }

    private void compare(String at, StoredFile file, JsonNode json) throws IOException {
        compare(at, file.name(), json.path("name"));
        compare(at, file.mimeType(), json.path("mime_type"));
        check(json.path("failure").isNull(), at + " attachment " + file.name() + " failed: " + json);
        Path saved = archive.resolve(json.path("file").asText());
        byte[] bytes = Objects.requireNonNull(file.content()).bytes();
        attachments.add(saved);
        check(
                Files.isRegularFile(saved) && Arrays.equals(bytes, Files.readAllBytes(saved)),
                at + " attachment " + file.name() + " has other bytes: " + json);
    }

    private void compare(String at, @Nullable String expected, JsonNode json) {
        String actual = json.isNull() ? null : json.asText();
        check(Objects.equals(expected, actual), at + " has " + json + " and not " + expected);
    }

    private static String time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
