package dev.poemcp.emulator.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/** Generates ids, codes and keys from one seed; ids increase, as the site's do. */
public final class IdGenerator {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String HEX = "0123456789abcdef";

    private final Random random;
    private long nextMessageId;
    private long nextChatId;
    private long nextJobId;
    private long nextOther = 5_000;

    public IdGenerator(long seed) {
        random = new Random(seed);
        // As large as the site's of 2026, so that message and job ids don't fit into 32 bits.
        nextMessageId = 480_000_000_000L + random.nextInt(1_000_000);
        nextChatId = 1_900_000_000L + random.nextInt(1_000_000);
        nextJobId = 390_000_000_000L + random.nextInt(1_000_000);
    }

    public synchronized long messageId() {
        nextMessageId += 1 + random.nextInt(900);
        return nextMessageId;
    }

    public synchronized long chatId() {
        nextChatId += 1 + random.nextInt(50);
        return nextChatId;
    }

    public synchronized long jobId() {
        nextJobId += 1 + random.nextInt(900);
        return nextJobId;
    }

    /** An id of any other object. */
    public synchronized long otherId() {
        nextOther += 1 + random.nextInt(20);
        return nextOther;
    }

    public synchronized int number(int bound) {
        return random.nextInt(bound);
    }

    /** A text of lower-case letters and digits. */
    public String code(int length) {
        return draw(LOWER, length);
    }

    public String hex(int length) {
        return draw(HEX, length);
    }

    /** The GraphQL id of an object: base64 of {@code Type:number}. */
    public static String global(String type, Object id) {
        return Base64.getEncoder().encodeToString((type + ":" + id).getBytes(StandardCharsets.UTF_8));
    }

    /** 64 hexadecimal digits that follow from a text, its SHA-256. */
    public static String derived(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    private synchronized String draw(String alphabet, int length) {
        var drawn = new StringBuilder(length);
        for (var i = 0; i < length; i++) {
            drawn.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return drawn.toString();
    }
}
