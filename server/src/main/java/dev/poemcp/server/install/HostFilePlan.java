package dev.poemcp.server.install;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.hosts.JsonEntries;
import dev.poemcp.server.install.HostFileChange.Backup;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plans the change of one host's file; reads, and writes nothing.
 *
 * <p>An installation keeps a copy of the original. If the file is still what the installation made of that, then the
 * original is restored, byte by byte; otherwise the server alone is removed.
 */
final class HostFilePlan {
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private final InstallTarget target;
    private final HostEditor editor;
    private final @Nullable String before;
    private final String mark;
    private final String text;

    private HostFilePlan(InstallTarget target, @Nullable String before) {
        this.target = target;
        this.editor = target.editor();
        this.before = before;
        String all = before == null ? "" : before;
        this.mark = all.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
        this.text = all.substring(mark.length());
    }

    static HostFilePlan of(InstallTarget target) throws UnsupportedFileException {
        return new HostFilePlan(target, HostFileText.read(target.path()));
    }

    /** Adds the server, or lets the one that is there start this program. */
    HostFileChange install(HostRecipe recipe, StartCommand start) throws UnsupportedFileException {
        Map<String, ObjectNode> own = ownServers();
        if (own.isEmpty() && editor.servers(text).containsKey(HostRecipe.NAME)) {
            throw new UnsupportedFileException("has another server named " + HostRecipe.NAME);
        }
        String changed = text;
        for (Map.Entry<String, ObjectNode> server : own.entrySet()) {
            ObjectNode updated = recipe.updated(server.getValue(), start);
            if (!updated.equals(server.getValue())) {
                changed = editor.put(changed, server.getKey(), updated);
            }
        }
        if (own.isEmpty()) {
            changed = editor.put(text, HostRecipe.NAME, recipe.server(start));
        }
        return new HostFileChange(target, before, mark + changed, before == null ? Backup.NONE : backup());
    }

    /** Removes all servers that start this program. */
    HostFileChange uninstall() throws UnsupportedFileException {
        Map<String, ObjectNode> own = ownServers();
        if (own.isEmpty()) {
            return new HostFileChange(target, before, before, Backup.NONE);
        }
        Original original = restored(own);
        if (original.isKnown()) {
            return new HostFileChange(
                    target, before, original.text(), original.text() == null ? Backup.NONE : Backup.REMOVE);
        }
        String changed = text;
        for (String name : own.keySet()) {
            changed = editor.remove(changed, name);
        }
        return new HostFileChange(target, before, mark + changed, backup());
    }

    /** A copy without this program is never replaced: it is the original, or someone else's. */
    private Backup backup() {
        try {
            String backup = HostFileText.read(HostFileChange.backupOf(target.path()));
            return backup == null
                            || !new HostFilePlan(target, backup).ownServers().isEmpty()
                    ? Backup.WRITE
                    : Backup.KEEP;
        } catch (UnsupportedFileException unusable) {
            return Backup.KEEP;
        }
    }

    /**
     * What the file was before the installation.
     *
     * @param isKnown whether that is known
     * @param text null if there was no file
     */
    private record Original(boolean isKnown, @Nullable String text) {}

    private Original restored(Map<String, ObjectNode> own) {
        if (own.size() != 1 || before == null) {
            return new Original(false, null);
        }
        var server = own.entrySet().iterator().next();
        try {
            String backup = HostFileText.read(HostFileChange.backupOf(target.path()));
            var plan = new HostFilePlan(target, backup);
            if (!plan.ownServers().isEmpty()) {
                return new Original(false, null);
            }
            String installed = plan.mark + plan.editor.put(plan.text, server.getKey(), server.getValue());
            return new Original(installed.equals(before), backup);
        } catch (UnsupportedFileException unusable) {
            return new Original(false, null);
        }
    }

    private Map<String, ObjectNode> ownServers() throws UnsupportedFileException {
        Map<String, ObjectNode> own = new LinkedHashMap<>();
        editor.servers(text).forEach((name, server) -> {
            if (startsThisProgram(name, server)) {
                own.put(name, server);
            }
        });
        return own;
    }

    /** A server at a URL is not one that the host starts. */
    private static boolean startsThisProgram(String name, ObjectNode server) {
        ObjectNode renamed = server.deepCopy();
        if (server.has("cmd")) {
            renamed.set("command", server.path("cmd"));
        }
        ObjectNode servers = JsonNodeFactory.instance.objectNode().set(name, renamed);
        return JsonEntries.of(servers).stream().anyMatch(entry -> entry.startsPoeMcp() && !entry.remote());
    }
}
