package dev.poemcp.server.cds;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.zip.CRC32;

/**
 * The file of an archive, with a stamp beside it that says what the archive was made of. The JVM ignores an archive of
 * another JVM or program, but tells nobody, and it does not check the content.
 *
 * @param file named {@code *.jsa}
 * @param program the jar whose classes are in it
 */
record ProgramArchive(Path file, Path program) {
    /** Archives in a folder; each has about 27 MB. */
    private static final int MAX_ARCHIVES = 4;

    private static final String SUFFIX = ".jsa";
    private static final String STAMP = ".stamp";

    /** The archive of this JVM in a folder, or this file. The launcher knows the name, too. */
    static ProgramArchive at(Path folderOrFile) {
        var name = folderOrFile.getFileName().toString();
        var isFile = name.endsWith(SUFFIX);
        var jvm =
                System.getProperty("java.home").replace(File.separatorChar, '-').replace(':', '-');
        return new ProgramArchive(
                isFile ? folderOrFile : folderOrFile.resolve(jvm + SUFFIX),
                Path.of(System.getProperty("java.class.path")));
    }

    /** The option with which a JVM writes this archive when it ends. */
    String writingOption(Path temporary) {
        return "-XX:ArchiveClassesAtExit=" + temporary;
    }

    /** Whether it was made by this JVM of this program, and is whole. */
    boolean isCurrent() throws IOException {
        return Files.isRegularFile(file)
                && Files.isRegularFile(stampFile())
                && Files.readString(stampFile()).equals(stamp(file));
    }

    /** Replaces the archive in one step, and deletes the oldest of too many in its folder. */
    void replaceBy(Path temporary) throws IOException {
        var stamp = stamp(temporary);
        // In this order, an archive never has the stamp of another.
        Files.deleteIfExists(stampFile());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(stampFile(), stamp);
        deleteOldest();
    }

    private Path stampFile() {
        return Path.of(file + STAMP);
    }

    private String stamp(Path archive) throws IOException {
        return String.join(
                "\n",
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                program + " " + Files.size(program) + " " + Files.getLastModifiedTime(program),
                Files.size(archive) + " " + checksum(archive));
    }

    private static long checksum(Path archive) throws IOException {
        var checksum = new CRC32();
        var buffer = new byte[64 * 1024];
        try (InputStream in = Files.newInputStream(archive)) {
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                checksum.update(buffer, 0, n);
            }
        }
        return checksum.getValue();
    }

    private void deleteOldest() throws IOException {
        var archives = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(file.toAbsolutePath().getParent(), "*" + SUFFIX)) {
            files.forEach(archives::add);
        }
        archives.sort(Comparator.comparing(ProgramArchive::age).reversed());
        for (var old : archives.subList(Math.min(MAX_ARCHIVES, archives.size()), archives.size())) {
            Files.deleteIfExists(Path.of(old + STAMP));
            Files.deleteIfExists(old);
        }
    }

    private static long age(Path archive) {
        return archive.toFile().lastModified();
    }
}
