package dev.poemcp.server.install;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.poemcp.poe.file.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes planned changes, each completely or not at all: the new text is written beside the file and renamed. One process
 * at a time.
 */
final class HostFileWriter {
    /** Files that editors put beside an open one. */
    private static final List<String> OPEN_MARKS = List.of(".%s.swp", ".#%s", ".~lock.%s#");

    private final Path lockFile;

    /** @param lockFile of this program, the same for all processes of a user */
    HostFileWriter(Path lockFile) {
        this.lockFile = lockFile;
    }

    /** @throws UnsupportedFileException with nothing changed */
    void apply(HostFileChange change) throws UnsupportedFileException, IOException {
        try (FileChannel channel = openLock();
                FileLock lock = lock(channel)) {
            if (lock == null) {
                throw new UnsupportedFileException("is being changed by another poe-mcp");
            }
            applyLocked(change);
        }
    }

    private FileChannel openLock() throws UnsupportedFileException {
        try {
            Files.createDirectories(Objects.requireNonNull(lockFile.getParent()));
            return FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UnsupportedFileException("cannot be locked, since " + lockFile + " cannot be written");
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException held) {
            // By another thread of this process.
            return null;
        }
    }

    private static void applyLocked(HostFileChange change) throws UnsupportedFileException, IOException {
        Path file = change.target().path();
        Path folder = Objects.requireNonNull(file.getParent());
        requireNotOpen(file);
        if (change.before() != null && !isWritable(file)) {
            throw new UnsupportedFileException("is read-only");
        }
        if (change.before() != null && isSomeoneElses(file)) {
            throw new UnsupportedFileException("belongs to another user, who could not read it then");
        }
        if (!Files.isWritable(folder)) {
            throw new UnsupportedFileException("is in a folder that is read-only");
        }
        if (!Objects.equals(HostFileText.read(file), change.before())) {
            throw new UnsupportedFileException("was changed meanwhile");
        }
        Path backup = HostFileChange.backupOf(file);
        if (change.backup() == HostFileChange.Backup.WRITE) {
            replace(backup, change.before(), file);
        }
        replace(file, change.after(), file);
        if (change.backup() == HostFileChange.Backup.REMOVE) {
            Files.deleteIfExists(backup);
        }
    }

    private static void requireNotOpen(Path file) throws UnsupportedFileException {
        for (String mark : OPEN_MARKS) {
            Path beside = file.resolveSibling(mark.formatted(file.getFileName()));
            if (Files.exists(beside) || Files.isSymbolicLink(beside)) {
                throw new UnsupportedFileException("is open in an editor");
            }
        }
    }

    /** Also for root, who may write everything. */
    private static boolean isWritable(Path file) throws IOException {
        PosixFileAttributeView posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return Files.isWritable(file)
                && (posix == null || posix.readAttributes().permissions().contains(PosixFilePermission.OWNER_WRITE));
    }

    /** Root may replace every file, which then is root's. */
    private static boolean isSomeoneElses(Path file) throws IOException {
        Optional<String> user = ProcessHandle.current().info().user();
        boolean hasOwners = Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
        return hasOwners && user.isPresent() && !Files.getOwner(file).getName().equals(user.get());
    }

    /**
     * @param text null to remove the file
     * @param like the new file gets this one's permissions, if it is there
     */
    private static void replace(Path file, @Nullable String text, Path like) throws IOException {
        if (text == null) {
            Files.delete(file);
            return;
        }
        boolean hasPermissions = Files.getFileAttributeView(like, PosixFileAttributeView.class) != null;
        Set<PosixFilePermission> permissions = hasPermissions && Files.exists(like)
                ? Files.getPosixFilePermissions(like)
                : PosixFilePermissions.fromString("rw-------");
        AtomicFile.write(file, text.getBytes(UTF_8), permissions);
    }
}
