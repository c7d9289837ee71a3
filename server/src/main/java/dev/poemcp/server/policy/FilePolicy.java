package dev.poemcp.server.policy;

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

/**
 * Which local files may be attached: regular ones inside the allowed folders, judged after every link is resolved, and
 * never the file with the credentials. Says nothing about files outside the folders, not even whether they exist.
 * Network and device paths are refused by their text, before the file system is asked (a folder on a network drive can
 * still be allowed; its files are named relative to it).
 */
public final class FilePolicy {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final String NOT_LOCAL = "it is not a file: URL of this machine.";
    private static final String OUTSIDE = "it is outside the folders that POE_FILES allows.";

    private final List<Path> folders;
    private final Path home;
    private final Path credentialsFile;

    /**
     * @param folders what may be read; relative paths start at the first of them
     * @param home what {@code ~} stands for
     * @param credentialsFile refused by whatever name it is reached, whether it exists or not
     */
    public FilePolicy(List<Path> folders, Path home, Path credentialsFile) {
        this.folders = List.copyOf(folders);
        this.home = home;
        this.credentialsFile = credentialsFile;
    }

    /**
     * Judges the file now, and again each time the upload is opened.
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
            BasicFileAttributes facts =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!facts.isRegularFile()) {
                throw rejected(name, facts.isDirectory() ? "it is a folder." : "it is not a regular file.");
            }
            refuseCredentials(name, real);
            if (!Files.isReadable(real)) {
                throw rejected(name, "it cannot be read.");
            }
            return new LocalUpload(name, real, facts, this);
        } catch (NoSuchFileException e) {
            throw rejected(name, plainlyInside(path) ? "there is no such file." : OUTSIDE);
        } catch (AccessDeniedException e) {
            throw rejected(name, plainlyInside(path) ? "it cannot be read." : OUTSIDE);
        } catch (FileSystemException e) {
            throw rejected(name, plainlyInside(path) ? "its path leads to no file." : OUTSIDE);
        } catch (IOException e) {
            throw new PoeException(new PoeFailure.FileRejected(name, "it cannot be read."), e);
        }
    }

    /** By what the file is and not by its name: a hard link is the same file. */
    void refuseCredentials(String name, Path real) throws IOException {
        if (Files.exists(credentialsFile) && Files.isSameFile(real, credentialsFile)) {
            throw rejected(name, "it is the file with this server's credentials, which is never attached.");
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
                // With a second separator the rest would be a path of its own and not one in the home folder.
                refuseNetworkOrDevice(name, text.substring(1));
                return home.resolve(text.substring(Math.min(2, text.length())));
            }
            refuseNetworkOrDevice(name, text);
            return folders.get(0).resolve(text);
        } catch (InvalidPathException e) {
            // Where the locale is not UTF-8, Java cannot name such a file at all.
            boolean foreign = text.chars().anyMatch(c -> c > 0x7f);
            throw rejected(
                    name,
                    foreign
                            ? "this process's locale does not have its letters (start it with LC_ALL=C.UTF-8)."
                            : "it is not a path.");
        } catch (IllegalArgumentException e) {
            throw rejected(name, NOT_LOCAL);
        }
    }

    private static void refuseNetworkOrDevice(String name, String text) {
        if (UncPaths.isNetworkOrDevice(text, WINDOWS)) {
            throw rejected(name, "it is a network or device path.");
        }
    }

    private static boolean inside(Path real, Path folder) {
        try {
            return real.startsWith(folder.toRealPath());
        } catch (IOException e) {
            // A folder that is gone allows nothing.
            return false;
        }
    }

    /** Whether the way to it, as written and without a link, stays inside: then what is there is no secret. */
    private boolean plainlyInside(Path path) {
        Path plain = path.toAbsolutePath().normalize();
        return folders.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .filter(plain::startsWith)
                .anyMatch(folder -> {
                    for (Path p = plain; p != null && !p.equals(folder); p = p.getParent()) {
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
