package dev.poemcp.emulator.reply;

import dev.poemcp.emulator.script.FileContent;
import dev.poemcp.emulator.script.Step;
import dev.poemcp.emulator.world.Attachment;
import dev.poemcp.emulator.world.IdGenerator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The newest 500 files of replies, and those of earlier chats, served by the emulator. */
public final class ServedFiles {
    private static final int MAX_FILES = 500;

    private final IdGenerator ids;
    private final Map<String, ServedFile> byPath = new LinkedHashMap<>();
    private final Map<String, ServedFile> kept = new HashMap<>();

    public ServedFiles(IdGenerator ids) {
        this.ids = ids;
    }

    /** A served file. */
    public record ServedFile(String mimeType, FileContent content) {}

    /** Serves the file of this step and returns it as an attachment. */
    public synchronized Attachment serve(Step.Attach file) {
        var attachment = add(file, byPath);
        if (byPath.size() > MAX_FILES) {
            byPath.remove(byPath.keySet().iterator().next());
        }
        return attachment;
    }

    /** As {@link #serve}, but however many files follow. */
    public synchronized Attachment keep(Step.Attach file) {
        return add(file, kept);
    }

    private Attachment add(Step.Attach file, Map<String, ServedFile> files) {
        var path = "/file/" + ids.code(24) + extension(file.name());
        files.put(path, new ServedFile(file.mimeType(), file.content()));
        return new Attachment(
                ids.otherId(), file.name(), file.mimeType(), file.content().sizeBytes(), path);
    }

    public synchronized Optional<ServedFile> find(String path) {
        return Optional.ofNullable(byPath.getOrDefault(path, kept.get(path)));
    }

    private static String extension(String name) {
        var dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot).replaceAll("[^.A-Za-z0-9]", "");
    }
}
