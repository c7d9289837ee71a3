package dev.poemcp.server.policy.points;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.Via;
import dev.poemcp.server.settings.Credentials;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Identifies accounts without storing their credentials: digests of the {@code p-b} cookie and of the API key. */
final class AccountKey {
    /** The characters of a cookie's value (RFC 6265, section 4.1.1). Others could inject a second cookie. */
    private static final Pattern COOKIE_VALUE = Pattern.compile("[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]+");

    /** All malformed cookies share one key: a variant of a cookie must not count as another account. */
    private static final String MALFORMED = "malformed";

    private AccountKey() {}

    /** By each of the credentials; without any, one for the account's way. */
    static Map<Via, String> of(Credentials credentials) {
        Map<Via, String> keys = new EnumMap<>(Via.class);
        Secret key = credentials.apiKey();
        if (key != null) {
            // The prefix keeps a key apart from a cookie with the same value.
            keys.put(Via.API, digest("api-key " + key.reveal()));
        }
        Secret pB = credentials.pB();
        if (pB != null) {
            keys.put(Via.ACCOUNT, ofCookies(pB, credentials.pLat()));
        }
        return keys.isEmpty() ? Map.of(Via.ACCOUNT, "") : keys;
    }

    private static String ofCookies(Secret pB, @Nullable Secret pLat) {
        return isCookieValue(pB) && isCookieValue(pLat) ? digest(decoded(pB.reveal())) : MALFORMED;
    }

    private static boolean isCookieValue(@Nullable Secret cookie) {
        return cookie == null || COOKIE_VALUE.matcher(cookie.reveal()).matches();
    }

    /** Poe's cookies are percent-encoded, and {@code %2B} and {@code +} are the same session. */
    private static String decoded(String cookie) {
        try {
            return URLDecoder.decode(cookie.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return cookie;
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
