package dev.poemcp.server.export;

import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.WebFiles;
import dev.poemcp.server.export.ExportedChat.SavedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Saves attachments, each content once: the name is the SHA-256 of what is in the file. */
public final class AttachmentArchive {
    private static final int ATTEMPTS = 2;
    private static final Pattern EXTENSION = Pattern.compile("\\.([A-Za-z0-9]{1,8})$");

    private final WebFiles web;

    public AttachmentArchive(WebFiles web) {
        this.web = web;
    }

    SavedFile save(Attachment attachment, ArchiveFolder archive) throws IOException {
        if (attachment.url() == null) {
            return new SavedFile(null, "Poe gives no address for it");
        }
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try (Upload file = web.fetch(attachment.url(), Upload.MAX_BYTES_PER_MESSAGE)) {
                if (isErrorPage(attachment, file)) {
                    return new SavedFile(null, "its address gives a page and not the file");
                }
                return new SavedFile(store(file, attachment.name(), archive.attachments()), null);
            } catch (PoeException e) {
                failure = e.failure().what();
            }
        }
        return new SavedFile(null, failure);
    }

    /** What an expired address gives. */
    private static boolean isErrorPage(Attachment attachment, Upload file) {
        return file.mimeType().startsWith("text/html")
                && attachment.mimeType() != null
                && !attachment.mimeType().startsWith("text/");
    }

    private static String store(Upload file, String name, Path folder) throws IOException {
        Path temporary = Files.createTempFile(folder, ".writing", ".tmp");
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream in = file.open();
                    OutputStream out = new DigestOutputStream(Files.newOutputStream(temporary), sha256)) {
                in.transferTo(out);
            }
            Matcher extension = EXTENSION.matcher(name);
            String stored = HexFormat.of().formatHex(sha256.digest())
                    + (extension.find() ? "." + extension.group(1).toLowerCase(Locale.ROOT) : "");
            Files.move(temporary, folder.resolve(stored), StandardCopyOption.ATOMIC_MOVE);
            return ArchiveFolder.ATTACHMENTS + "/" + stored;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
