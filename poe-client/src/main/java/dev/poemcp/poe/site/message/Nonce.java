package dev.poemcp.poe.site.message;

import java.security.SecureRandom;
import java.util.Random;
import java.util.function.Supplier;

/** Makes the 16 characters by which a message is recognized again (protocol reference 6.1). */
final class Nonce implements Supplier<String> {
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
