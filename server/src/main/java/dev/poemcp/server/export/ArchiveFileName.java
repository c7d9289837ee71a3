package dev.poemcp.server.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of files that every file system takes, whatever a chat's title is. */
final class ArchiveFileName {
    /** Of the title; file systems allow 255 for a whole name. */
    private static final int MAX_BYTES = 120;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmm").withZone(ZoneOffset.UTC);

    /** What Windows refuses, and what is invisible or turns the direction of the text around it. */
    private static final Pattern UNSAFE = Pattern.compile("[<>:\"/\\\\|?*\\p{C}\\p{Zl}\\p{Zp}]+");

    private ArchiveFileName() {}

    /**
     * {@code YYYYMMDD-HHMM title-code.extension}, in UTC. The date in front keeps a title from being a name that Windows
     * reserves, or a hidden file.
     *
     * @param created null for a chat without messages
     */
    static String of(@Nullable Instant created, String title, String code, String extension) {
        String time = TIME.format(created == null ? Instant.EPOCH : created);
        return representable(time + " " + safe(title) + "-" + safe(code) + "." + extension);
    }

    /** In a locale like C, Java 17 has no other letters in paths than those of ASCII. */
    private static String representable(String name) {
        try {
            return Path.of(name).toString();
        } catch (InvalidPathException e) {
            return name.replaceAll("[^ -~]", "_");
        }
    }

    static String safe(String text) {
        String clean = UNSAFE.matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                .replaceAll(" ")
                .replaceAll("\\s+", " ")
                .replaceAll("^[ .]+|[ .]+$", "");
        String shortened = shortened(clean).strip();
        return shortened.isEmpty() ? "untitled" : shortened;
    }

    private static String shortened(String text) {
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            bytes += text.substring(end, next).getBytes(UTF_8).length;
            if (bytes > MAX_BYTES) {
                break;
            }
            end = next;
        }
        return text.substring(0, end);
    }
}
