package dev.poemcp.poe.api;

import dev.poemcp.poe.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells the users of one process apart by a hash of their key. */
final class Owner {
    private static final String SALT = "poe-mcp conversations\n";
    private static final int DIGITS = 16;

    private Owner() {}

    static String of(@Nullable Secret key) {
        if (key == null) {
            return "none";
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((SALT + key.reveal()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
