package dev.poemcp.server.policy.files;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Upload;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides which local files may be attached: regular files whose real path is inside the allowed folders, and never the
 * credentials file, nor what is in the archive of chats. Reveals nothing about files outside the folders, not even whether
 * they exist. Network and device paths are rejected by their text, before the file system is accessed (a folder on a network drive can still be
 * allowed; its files are given relative to it).
 */
public final class FilePolicy {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final String NOT_LOCAL = "it is not a file: URL of this machine.";
    private static final String OUTSIDE = "it is outside the folders that POE_FILES allows.";

    private final List<Path> folders;
    private final Path home;
    private final Path credentialsFile;
    private final @Nullable Path archive;

    /**
     * @param folders allowed folders; relative paths start at the first
     * @param home the folder for {@code ~}
     * @param credentialsFile rejected under every name, whether it exists or not
     */
    public FilePolicy(List<Path> folders, Path home, Path credentialsFile) {
        this(folders, home, credentialsFile, null);
    }

    /** @param archive of the account's chats: nothing in it is attached; null for none */
    public FilePolicy(List<Path> folders, Path home, Path credentialsFile, @Nullable Path archive) {
        this.folders = List.copyOf(folders);
        this.home = home;
        this.credentialsFile = credentialsFile;
        this.archive = archive;
    }

    /** Whether any folder is allowed. */
    boolean allowsAny() {
        return !folders.isEmpty();
    }

    /**
     * Checks the file now, and again each time the upload is opened.
     *
     * @param name absolute, relative, {@code ~/…} or a {@code file:} URL
     * @throws PoeException {@link PoeFailure.FileRejected}
     */
    public Upload open(String name) {
        if (folders.isEmpty()) {
            throw rejected(name, "no folder is allowed; POE_FILES names those that files may come from.");
        }
        Path path = path(name);
        try {
            Path real = path.toRealPath();
            if (folders.stream().noneMatch(folder -> inside(real, folder))) {
                throw rejected(name, OUTSIDE);
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                throw rejected(name, attributes.isDirectory() ? "it is a folder." : "it is not a regular file.");
            }
            refusePrivate(name, real);
            if (!Files.isReadable(real)) {
                throw rejected(name, "it cannot be read.");
            }
            return new LocalUpload(name, real, attributes, this);
        } catch (NoSuchFileException e) {
            throw rejected(name, insideAsWritten(path) ? "there is no such file." : OUTSIDE);
        } catch (AccessDeniedException e) {
            throw rejected(name, insideAsWritten(path) ? "it cannot be read." : OUTSIDE);
        } catch (FileSystemException e) {
            throw rejected(name, insideAsWritten(path) ? "its path leads to no file." : OUTSIDE);
        } catch (IOException e) {
            throw new PoeException(new PoeFailure.FileRejected(name, "it cannot be read."), e);
        }
    }

    /** Compares the file of the credentials, not its name: a hard link is the same file. */
    void refusePrivate(String name, Path real) throws IOException {
        if (Files.exists(credentialsFile) && Files.isSameFile(real, credentialsFile)) {
            throw rejected(name, "it is the file with this server's credentials, which is never attached.");
        }
        if (archive != null && inside(real, archive)) {
            throw rejected(name, "it is in the archive of the account's chats, of which nothing is attached.");
        }
    }

    private Path path(String name) {
        String text = name.strip();
        try {
            if (text.toLowerCase(Locale.ROOT).startsWith("file:")) {
                URI url = URI.create(text);
                refuseNetworkOrDevice(name, Objects.requireNonNullElse(url.getPath(), ""));
                if (url.getRawAuthority() != null) {
                    throw rejected(name, NOT_LOCAL);
                }
                return Path.of(url);
            }
            if (text.equals("~") || text.startsWith("~/")) {
                // With a second separator the rest would be an absolute path, not one in the home folder.
                refuseNetworkOrDevice(name, text.substring(1));
                return home.resolve(text.substring(Math.min(2, text.length())));
            }
            refuseNetworkOrDevice(name, text);
            return folders.get(0).resolve(text);
        } catch (InvalidPathException e) {
            // In a locale other than UTF-8, Java cannot represent such a path.
            boolean nonAscii = text.chars().anyMatch(c -> c > 0x7f);
            throw rejected(
                    name,
                    nonAscii
                            ? "this process's locale does not have its letters (start it with LC_ALL=C.UTF-8)."
                            : "it is not a path.");
        } catch (IllegalArgumentException e) {
            throw rejected(name, NOT_LOCAL);
        }
    }

    private static void refuseNetworkOrDevice(String name, String text) {
        if (NetworkPaths.isNetworkOrDevice(text, WINDOWS)) {
            throw rejected(name, "it is a network or device path.");
        }
    }

    private static boolean inside(Path real, Path folder) {
        try {
            return real.startsWith(folder.toRealPath());
        } catch (IOException e) {
            // A folder that no longer exists allows nothing.
            return false;
        }
    }

    /** Whether the path as written, without links, stays inside; only then may an error say whether the file exists. */
    private boolean insideAsWritten(Path path) {
        Path asWritten = path.toAbsolutePath().normalize();
        return folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .filter(asWritten::startsWith)
                .anyMatch(folder -> {
                    for (Path p = asWritten; p != null && !p.equals(folder); p = p.getParent()) {
                        if (Files.isSymbolicLink(p)) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    static PoeException rejected(String name, String why) {
        return new PoeException(new PoeFailure.FileRejected(name, why));
    }
}
