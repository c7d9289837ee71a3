package dev.poemcp.poe.api;

import dev.poemcp.poe.Secret;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** Tells the users of one process apart by a hash of their key. */
final class Owner {
    private static final String SALT = "poe-mcp conversations\n";
    private static final int DIGITS = 16;

    private Owner() {}

    static String of(@Nullable Secret key) {
        return key == null
                ? "none"
                : ByteString.encodeUtf8(SALT + key.reveal()).sha256().hex().substring(0, DIGITS);
    }
}
