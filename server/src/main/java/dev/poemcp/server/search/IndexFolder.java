package dev.poemcp.server.search;

import dev.poemcp.server.logging.LuceneLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NoLockFactory;
import org.apache.lucene.util.Version;

/** The folder of an index; its files are readable by the user alone. Who writes holds the lock of the whole archive. */
final class IndexFolder extends FilterDirectory {
    /** Changes with every change of the documents or of their words. */
    private static final String FORMAT = "2-" + Version.LATEST.major;

    private static final String FORMAT_KEY = "format";
    private static final String COMPLETE_KEY = "complete";

    /** Its ways to the memory of a file that newer JVMs warn of, on standard error. */
    private static final List<String> WARNED_OF = List.of("enableMemorySegments", "enableUnmapHack");

    private final Path folder;

    IndexFolder(Path folder) throws IOException {
        super(open(folder));
        this.folder = folder;
    }

    /** Lucene reads both settings when it loads the class of the folder. */
    private static Directory open(Path folder) throws IOException {
        LuceneLog.keepSevereOnly();
        if (Runtime.version().feature() > 21) {
            WARNED_OF.forEach(way -> System.setProperty("org.apache.lucene.store.MMapDirectory." + way, "false"));
        }
        return new MMapDirectory(folder, NoLockFactory.INSTANCE);
    }

    /** What a commit tells of itself. */
    static Map<String, String> commitData(boolean complete) {
        return Map.of(FORMAT_KEY, FORMAT, COMPLETE_KEY, Boolean.toString(complete));
    }

    static boolean isOfThisFormat(Map<String, String> commitData) {
        return FORMAT.equals(commitData.get(FORMAT_KEY));
    }

    /** Whether all chats were indexed. */
    static boolean isComplete(Map<String, String> commitData) {
        return Boolean.parseBoolean(commitData.get(COMPLETE_KEY));
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        IndexOutput output = super.createOutput(name, context);
        keepPrivate(name);
        return output;
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
        IndexOutput output = super.createTempOutput(prefix, suffix, context);
        keepPrivate(output.getName());
        return output;
    }

    private void keepPrivate(String name) throws IOException {
        Path file = folder.resolve(name);
        var posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
