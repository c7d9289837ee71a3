package dev.poemcp.server.search;

import dev.poemcp.server.logging.LuceneLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NoLockFactory;
import org.apache.lucene.util.Version;

/** The folder of an index; its files are readable by the user alone. Who writes holds the lock of the whole archive. */
final class IndexFolder extends MMapDirectory {
    /** Changes with every change of the documents or of their words. */
    private static final String FORMAT = "1-" + Version.LATEST.major;

    private static final String FORMAT_KEY = "format";
    private static final String COMPLETE_KEY = "complete";

    static {
        LuceneLog.keepSevereOnly();
    }

    IndexFolder(Path folder) throws IOException {
        super(folder, NoLockFactory.INSTANCE);
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
        Path file = getDirectory().resolve(name);
        var posix = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (posix != null) {
            posix.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
