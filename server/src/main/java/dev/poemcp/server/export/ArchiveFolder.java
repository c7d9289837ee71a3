package dev.poemcp.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.poemcp.poe.file.PrivateFile;
import dev.poemcp.server.search.ChatIndex;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder of an archive, held by one process. All that is written is readable by the user alone, and never half. */
public final class ArchiveFolder implements AutoCloseable {
    static final String ATTACHMENTS = "attachments";

    private static final String RECORDS = ".records";
    private static final String INDEX = ".index";

    /** More than a hundred thousand chats need. */
    private static final long MAX_MANIFEST_BYTES = 256L << 20;

    private static final String MANIFEST = "manifest.json";
    private static final Pattern UNFINISHED = Pattern.compile("\\.writing.*\\.tmp");
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

    /** As {@link #open(Path)}, but waits for another process that writes into it, as a server does for a moment. */
    public static ArchiveFolder open(Path folder, Duration wait) throws IOException, InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            try {
                return open(folder);
            } catch (ArchiveInUseException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    /**
     * Opens an archive; creates it where there is no folder, or an empty one.
     *
     * @throws ArchiveException for a folder with other files
     * @throws ArchiveInUseException for one that another process uses
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
            throw new ArchiveInUseException();
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
        for (Path written : List.of(folder, folder.resolve(ATTACHMENTS), folder.resolve(RECORDS))) {
            if (Files.isDirectory(written)) {
                removeUnfinished(written);
            }
        }
    }

    private static void removeUnfinished(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file ->
                            UNFINISHED.matcher(file.getFileName().toString()).matches())
                    .toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    Manifest manifest() throws IOException {
        return manifestIn(folder);
    }

    /** The manifest of an archive that another process may hold. */
    static Manifest manifestIn(Path folder) throws IOException {
        Path file = folder.resolve(MANIFEST);
        if (!Files.exists(file)) {
            return Manifest.empty();
        }
        if (Files.size(file) > MAX_MANIFEST_BYTES) {
            throw new ArchiveException("its manifest.json is too large");
        }
        return Manifest.parse(Files.readAllBytes(file));
    }

    /** The file of {@link #manifestIn}, which is replaced as a whole. */
    static Path manifestFile(Path folder) {
        return folder.resolve(MANIFEST);
    }

    static Path indexIn(Path folder) {
        return folder.resolve(INDEX);
    }

    /** The index, for as long as this folder is held. */
    ChatIndex index() throws IOException {
        Path index = indexIn(folder);
        createPrivate(index);
        return ChatIndex.open(index);
    }

    void write(Manifest manifest) throws IOException {
        write(MANIFEST, manifest.text());
    }

    void write(String name, String text) throws IOException {
        PrivateFile.write(folder.resolve(name), text.getBytes(UTF_8));
    }

    /** Writes a chat's file, message by message. */
    void write(String name, ExportFormat format, ExportedChat chat) throws IOException {
        PrivateFile.write(folder.resolve(name), out -> {
            var text = new OutputStreamWriter(out, UTF_8);
            format.write(chat, text);
            text.flush();
        });
    }

    void writeRecord(ExportedChat chat) throws IOException {
        PrivateFile.write(record(chat.chat().chatCode()), out -> ChatRecord.write(chat, out));
    }

    /** What {@link #writeRecord} has written last. */
    ChatRecord.Content content(String chatCode) throws IOException {
        try (var record = Files.newInputStream(record(chatCode))) {
            return ChatRecord.read(record);
        }
    }

    boolean hasContent(String chatCode) {
        return Files.isRegularFile(record(chatCode));
    }

    private Path record(String chatCode) {
        return folder.resolve(RECORDS).resolve(ArchiveFileName.safe(chatCode) + ".json.gz");
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
