package dev.poemcp.emulator.reply;

import dev.poemcp.emulator.script.FileContent;
import dev.poemcp.emulator.script.Step;
import dev.poemcp.emulator.world.Attachment;
import dev.poemcp.emulator.world.Identities;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Files of answers, served from the emulator's own host; the newest 500. */
public final class ServedFiles {
    private static final int KEPT = 500;

    private final Identities ids;
    private final Map<String, Served> byPath = new LinkedHashMap<>();

    public ServedFiles(Identities ids) {
        this.ids = ids;
    }

    /** A file as it is served. */
    public record Served(String mimeType, FileContent content) {}

    synchronized Attachment serve(Step.Attach file) {
        var path = "/file/" + ids.code(24) + extension(file.name());
        byPath.put(path, new Served(file.mimeType(), file.content()));
        if (byPath.size() > KEPT) {
            byPath.remove(byPath.keySet().iterator().next());
        }
        return new Attachment(
                ids.otherId(), file.name(), file.mimeType(), file.content().sizeBytes(), path);
    }

    public synchronized Optional<Served> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    private static String extension(String name) {
        var dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot).replaceAll("[^.A-Za-z0-9]", "");
    }
}
