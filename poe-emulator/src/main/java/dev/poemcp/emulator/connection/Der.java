package dev.poemcp.emulator.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Encodes the parts of DER (X.690) that a certificate needs. */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, parts);
    }

    static byte[] set(byte[]... parts) {
        return value(SET, parts);
    }

    /** An object identifier, given its encoded content. */
    static byte[] oid(String hex) {
        return value(0x06, HexFormat.of().parseHex(hex));
    }

    /** A positive integer, given its magnitude. */
    static byte[] integer(byte[] magnitude) {
        return value(0x02, magnitude);
    }

    static byte[] octets(byte[] content) {
        return value(0x04, content);
    }

    /** A bit string without unused bits. */
    static byte[] bits(byte[] content) {
        return value(0x03, new byte[] {0}, content);
    }

    static byte[] utf8(String text) {
        return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code YYMMDDhhmmssZ}. */
    static byte[] utcTime(String text) {
        return value(0x17, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** {@code [number]} around the parts. */
    static byte[] tagged(int number, byte[]... parts) {
        return value(0xa0 | number, parts);
    }

    /** {@code [number]} in place of a primitive's own tag. */
    static byte[] implicit(int number, byte[] content) {
        return value(0x80 | number, content);
    }

    private static byte[] value(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (var part : parts) {
            content.writeBytes(part);
        }
        var encoded = new ByteArrayOutputStream();
        encoded.write(tag);
        var length = content.size();
        if (length < 0x80) {
            encoded.write(length);
        } else if (length < 0x100) {
            encoded.write(0x81);
            encoded.write(length);
        } else {
            encoded.write(0x82);
            encoded.write(length >> 8);
            encoded.write(length);
        }
        encoded.writeBytes(content.toByteArray());
        return encoded.toByteArray();
    }
}
