package dev.poemcp.emulator.site;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * How a build signs a request (docs/poe-protocol.md §1.3): MD5 of payload, formkey and salt, in some builds with two
 * characters swapped.
 */
public record TagRecipe(String salt, List<Integer> swap) {
    public String sign(byte[] payload, String formkey) {
        var tag = HexFormat.of().formatHex(digest(payload, formkey)).toCharArray();
        if (swap.size() == 2) {
            var first = tag[swap.get(0)];
            tag[swap.get(0)] = tag[swap.get(1)];
            tag[swap.get(1)] = first;
        }
        return String.valueOf(tag);
    }

    private byte[] digest(byte[] payload, String formkey) {
        try {
            var md5 = MessageDigest.getInstance("MD5");
            md5.update(payload);
            md5.update(formkey.getBytes(StandardCharsets.UTF_8));
            md5.update(salt.getBytes(StandardCharsets.UTF_8));
            return md5.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has MD5", e);
        }
    }
}
