package dev.poemcp.poe.site.graphql;

import java.security.SecureRandom;
import java.util.Random;
import java.util.function.Supplier;

/** Creates the 16-character nonces that identify what was sent (docs/poe-protocol.md §6.1, §6.12). */
public final class Nonce implements Supplier<String> {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int LENGTH = 16;

    private final Random random = new SecureRandom();

    @Override
    public String get() {
        StringBuilder nonce = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            nonce.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return nonce.toString();
    }
}
