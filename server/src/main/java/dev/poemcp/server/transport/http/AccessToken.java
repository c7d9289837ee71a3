package dev.poemcp.server.transport.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The bearer token that clients must present. Only its digest is kept; it prints as {@code ***}. */
public final class AccessToken {
    private static final String SCHEME = "bearer ";

    private final byte[] digest;

    public AccessToken(String token) {
        this.digest = digest(token);
    }

    /** Whether an {@code Authorization} header presents the token; compares in constant time. */
    boolean isPresentedBy(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        digest, digest(authorization.substring(SCHEME.length()).trim()));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256.", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
