package dev.poemcp.server.install;

import dev.poemcp.server.hosts.HostFile;
import dev.poemcp.server.hosts.UserFolders;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file that a host of this machine reads, or would read.
 *
 * @param kind whose file it is
 * @param path of the file, which may be missing
 */
record InstallTarget(HostFile kind, Path path) {
    /** Folders of the user, which are there without any host. */
    private static final List<String> COMMON = List.of("~/", "$XDG_CONFIG_HOME/", "$APPDATA/", "$CLAUDE_CONFIG_DIR/");

    /** A host's files that are there; without any, the one that it would read first. Empty if the host is not there. */
    static List<InstallTarget> of(String host, UserFolders folders) {
        List<InstallTarget> all = Arrays.stream(HostFile.values())
                .filter(kind -> kind.host().equals(host))
                .flatMap(kind -> kind.paths(folders).stream().map(path -> new InstallTarget(kind, path)))
                .toList();
        List<InstallTarget> existing = all.stream()
                .filter(target -> Files.exists(target.path, LinkOption.NOFOLLOW_LINKS))
                .toList();
        return existing.isEmpty()
                ? all.stream()
                        .filter(target -> target.isExpected(folders))
                        .limit(1)
                        .toList()
                : existing;
    }

    /** Whether the host's own folder is there. */
    private boolean isExpected(UserFolders folders) {
        Path folder = path.getParent();
        Stream<Path> common = COMMON.stream().flatMap(location -> folders.resolve(location).stream());
        return folder != null
                && Files.isDirectory(folder)
                && (common.noneMatch(folder::equals) || hasFolderBeside(folder));
    }

    /** The file of Claude Code is in the user's folder, and the rest of its files beside it. */
    private boolean hasFolderBeside(Path folder) {
        return kind == HostFile.CLAUDE_CODE && Files.isDirectory(folder.resolve(".claude"));
    }

    HostEditor editor() {
        return editor(kind);
    }

    static HostEditor editor(HostFile kind) {
        return new HostEditor(FileFormat.of(kind.syntax()), kind.keys().get(0));
    }

    /** The host's file of the present version. */
    static HostFile kind(String host) {
        return Arrays.stream(HostFile.values())
                .filter(kind -> kind.host().equals(host))
                .findFirst()
                .orElseThrow();
    }
}
