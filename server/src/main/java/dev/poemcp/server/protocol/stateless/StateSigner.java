package dev.poemcp.server.protocol.stateless;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.jsonrpc.JsonRpc;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs state that clients keep for the server. The state is readable but cannot be changed. Servers with the same
 * secret accept each other's signatures, so any of them can continue what another started.
 */
public final class StateSigner {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private final SecretKeySpec key;

    private StateSigner(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** @param secret the signing key is derived from it */
    public static StateSigner of(String secret) {
        var raw = new StateSigner(secret.getBytes(StandardCharsets.UTF_8));
        return new StateSigner(raw.mac("poe-mcp seal 1".getBytes(StandardCharsets.UTF_8)));
    }

    /** With a key that only this process knows. */
    public static StateSigner random() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new StateSigner(key);
    }

    /** @param purpose what the state may be used for; {@link #verify} must name the same */
    String sign(String purpose, ObjectNode state) {
        var content = state.toString().getBytes(StandardCharsets.UTF_8);
        return ENCODER.encodeToString(content) + "." + ENCODER.encodeToString(mac(purpose, content));
    }

    /** The state; empty when the signature is not valid for this purpose. */
    Optional<ObjectNode> verify(String purpose, String signed) {
        var dot = signed.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            var content = DECODER.decode(signed.substring(0, dot));
            var mac = DECODER.decode(signed.substring(dot + 1));
            return MessageDigest.isEqual(mac, mac(purpose, content))
                    ? Optional.of((ObjectNode) JsonRpc.JSON.readTree(content))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("The signed state is not JSON.", e);
        }
    }

    private byte[] mac(String purpose, byte[] content) {
        var name = purpose.getBytes(StandardCharsets.UTF_8);
        var both = new byte[name.length + 1 + content.length];
        System.arraycopy(name, 0, both, 0, name.length);
        System.arraycopy(content, 0, both, name.length + 1, content.length);
        return mac(both);
    }

    private byte[] mac(byte[] content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has " + ALGORITHM + ".", e);
        }
    }
}
