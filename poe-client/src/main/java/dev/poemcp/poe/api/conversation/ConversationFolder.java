package dev.poemcp.poe.api.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.poemcp.poe.file.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JSON file per conversation in a folder per owner, readable by the user alone. What cannot be written stays in
 * memory, and the log says so: a reply that was paid for is not lost to a full disk.
 */
public final class ConversationFolder {
    private static final Logger log = LoggerFactory.getLogger(ConversationFolder.class);
    private static final Pattern CODE = Pattern.compile(Conversation.PREFIX + "[a-z0-9]{1,40}");
    private static final int MAX_FILES = 500;
    private static final long MAX_FILE_BYTES = 64 * 1024 * 1024;

    private final Path root;
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(times())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public ConversationFolder(Path root) {
        this.root = root;
    }

    /** Times as RFC 3339. */
    private static SimpleModule times() {
        return new SimpleModule()
                .addSerializer(Instant.class, ToStringSerializer.instance)
                .addDeserializer(Instant.class, new FromStringDeserializer<Instant>(Instant.class) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected Instant _deserialize(String text, DeserializationContext context) {
                        return Instant.parse(text);
                    }
                });
    }

    Optional<Conversation> read(String owner, String code) {
        return CODE.matcher(code).matches() ? read(file(owner, code)) : Optional.empty();
    }

    private Optional<Conversation> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
                return Optional.empty();
            }
            Conversation conversation = json.readValue(file.toFile(), Conversation.class);
            return conversation.messages().isEmpty() ? Optional.empty() : Optional.of(conversation);
        } catch (JsonProcessingException e) {
            log.warn("The conversation {} cannot be read: it is not the JSON that poe-mcp writes", file.getFileName());
        } catch (IOException | RuntimeException e) {
            log.warn("The conversation {} cannot be read ({})", file.getFileName(), e.toString());
        }
        return Optional.empty();
    }

    /** All of an owner. */
    List<Conversation> list(String owner) {
        return files(owner).stream().map(this::read).flatMap(Optional::stream).toList();
    }

    /** Returns whether it is on disk now. */
    boolean write(String owner, Conversation conversation) {
        Path file = file(owner, conversation.code());
        try {
            boolean isNew = Files.notExists(file);
            PrivateFile.write(file, json.writeValueAsBytes(conversation));
            if (isNew) {
                removeOldest(owner);
            }
            return true;
        } catch (IOException e) {
            log.warn("The conversation {} is kept in memory only: {}", conversation.code(), e.toString());
            return false;
        }
    }

    private void removeOldest(String owner) throws IOException {
        List<Path> files = files(owner);
        for (Path file : files.subList(Math.min(MAX_FILES, files.size()), files.size())) {
            Files.deleteIfExists(file);
        }
    }

    void delete(String owner, String code) {
        try {
            if (CODE.matcher(code).matches()) {
                Files.deleteIfExists(file(owner, code));
            }
        } catch (IOException e) {
            log.warn("The conversation {} cannot be deleted: {}", code, e.toString());
        }
    }

    /** Newest first. */
    private List<Path> files(String owner) {
        Path folder = root.resolve(owner);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".json"))
                    .sorted(Comparator.comparing(ConversationFolder::changed).reversed())
                    .toList();
        } catch (IOException e) {
            log.warn("The kept conversations cannot be listed: {}", e.toString());
            return List.of();
        }
    }

    private static long changed(Path file) {
        return file.toFile().lastModified();
    }

    private Path file(String owner, String code) {
        return root.resolve(owner).resolve(code + ".json");
    }
}
