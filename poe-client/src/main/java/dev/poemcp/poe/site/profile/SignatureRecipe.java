package dev.poemcp.poe.site.profile;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * How a request is signed: MD5 over the payload, the formkey and the salt, in hex; then, in some builds, two
 * characters are swapped. Source: docs/poe-protocol.md §1.3, vectors in §C.
 *
 * @param swap none or two positions, from 0
 */
public record SignatureRecipe(String salt, List<Integer> swap) {
    private static final int DIGITS = 32;

    public SignatureRecipe {
        swap = List.copyOf(swap);
        if (!swap.isEmpty() && (swap.size() != 2 || swap.stream().anyMatch(at -> at < 0 || at >= DIGITS))) {
            throw new IllegalArgumentException("tag.swap wants no positions, or two from 0 to 31");
        }
    }

    /** @param payload the bytes that are sent (for a form: those of its signed part) */
    public String tag(byte[] payload, String formkey) {
        var digest = md5();
        digest.update(payload);
        digest.update(formkey.getBytes(StandardCharsets.UTF_8));
        digest.update(salt.getBytes(StandardCharsets.UTF_8));
        var hex = HexFormat.of().formatHex(digest.digest());
        if (swap.isEmpty()) {
            return hex;
        }
        var characters = hex.toCharArray();
        characters[swap.get(0)] = hex.charAt(swap.get(1));
        characters[swap.get(1)] = hex.charAt(swap.get(0));
        return new String(characters);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("MD5 is not available", missing);
        }
    }
}
