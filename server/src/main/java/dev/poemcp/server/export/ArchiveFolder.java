package dev.poemcp.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.poemcp.poe.file.PrivateFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of an archive, held by one process. All that is written is readable by the user alone, and never half. */
public final class ArchiveFolder implements AutoCloseable {
    static final String ATTACHMENTS = "attachments";

    private static final String MANIFEST = "manifest.json";
    private static final String LOCK = ".lock";
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private ArchiveFolder(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens an archive; creates it where there is no folder, or an empty one.
     *
     * @throws ArchiveException for a folder with other files, or one that another process uses
     */
    public static ArchiveFolder open(Path folder) throws IOException {
        createPrivate(folder);
        if (!Files.exists(folder.resolve(MANIFEST)) && !isEmpty(folder)) {
            throw new ArchiveException("it has files that are not an archive of poe-mcp");
        }
        FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel);
        if (lock == null) {
            channel.close();
            throw new ArchiveException("another export writes into it");
        }
        allow(folder.resolve(LOCK), PRIVATE);
        var archive = new ArchiveFolder(folder, channel, lock);
        archive.removeUnfinished();
        return archive;
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException held) {
            // By another thread of this process.
            return null;
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            // An export that was killed at once leaves its lock.
            return files.allMatch(file -> file.endsWith(LOCK));
        }
    }

    private static void createPrivate(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new ArchiveException("it is not a folder");
        }
        Files.createDirectories(folder);
        allow(folder, PRIVATE_FOLDER);
    }

    private static void allow(Path file, Set<PosixFilePermission> permissions) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    /** What a killed export was writing. */
    private void removeUnfinished() throws IOException {
        removeUnfinished(folder);
        Path attachments = folder.resolve(ATTACHMENTS);
        if (Files.isDirectory(attachments)) {
            removeUnfinished(attachments);
        }
    }

    private static void removeUnfinished(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.getFileName().toString().matches("\\.writing.*\\.tmp"))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    Manifest manifest() throws IOException {
        Path file = folder.resolve(MANIFEST);
        return Files.exists(file) ? Manifest.parse(Files.readAllBytes(file)) : Manifest.empty();
    }

    void write(Manifest manifest) throws IOException {
        write(MANIFEST, manifest.text());
    }

    void write(String name, String text) throws IOException {
        PrivateFile.write(folder.resolve(name), text.getBytes(UTF_8));
    }

    boolean has(String name) {
        return Files.isRegularFile(folder.resolve(name));
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    /** Folder of the attachments. */
    Path attachments() throws IOException {
        Path attachments = folder.resolve(ATTACHMENTS);
        createPrivate(attachments);
        return attachments;
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
