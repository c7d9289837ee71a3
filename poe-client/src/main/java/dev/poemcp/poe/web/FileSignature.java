package dev.poemcp.poe.web;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Detects types by the first bytes of a file. */
final class FileSignature {
    /** Bytes that the checks need. */
    static final int BYTES = 16;

    private FileSignature() {}

    /** PNG, JPEG, WebP and GIF: the images that every host can show. */
    static Optional<String> imageType(byte[] head) {
        if (at(head, 0, "\u0089PNG\r\n\u001a\n")) {
            return Optional.of("image/png");
        }
        if (at(head, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (at(head, 0, "GIF87a") || at(head, 0, "GIF89a")) {
            return Optional.of("image/gif");
        }
        return at(head, 0, "RIFF") && at(head, 8, "WEBP") ? Optional.of("image/webp") : Optional.empty();
    }

    static Optional<String> otherType(byte[] head) {
        if (at(head, 0, "%PDF-")) {
            return Optional.of("application/pdf");
        }
        if (at(head, 0, "PK\u0003\u0004")) {
            return Optional.of("application/zip");
        }
        return at(head, 4, "ftyp") ? Optional.of("video/mp4") : Optional.empty();
    }

    private static boolean at(byte[] head, int offset, String latin1) {
        byte[] wanted = latin1.getBytes(StandardCharsets.ISO_8859_1);
        if (head.length < offset + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (head[offset + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
