package dev.poemcp.emulator.world;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Small PNGs with a colour gradient that depends on a number. */
public final class Picture {
    static final int SIDE = 96;

    private Picture() {}

    /** The bytes of picture {@code number}, 96 by 96 pixels. */
    public static byte[] png(long number) {
        var out = new ByteArrayOutputStream(8_192);
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        var header = ByteBuffer.allocate(13);
        // 8 bits per channel, true colour, no interlacing.
        header.putInt(SIDE).putInt(SIDE).put((byte) 8).put((byte) 2).put(new byte[3]);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", deflated(pixels(number)));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static byte[] pixels(long number) {
        var mixed = Long.hashCode(number * 0x9E3779B97F4A7C15L);
        var pixels = ByteBuffer.allocate(SIDE * (1 + 3 * SIDE));
        for (var y = 0; y < SIDE; y++) {
            pixels.put((byte) 0);
            for (var x = 0; x < SIDE; x++) {
                pixels.put((byte) ((mixed & 0xff) + x))
                        .put((byte) ((mixed >> 8 & 0xff) + y))
                        .put((byte) ((mixed >> 16 & 0xff) + x + y));
            }
        }
        return pixels.array();
    }

    private static byte[] deflated(byte[] bytes) {
        var deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            var buffer = new byte[4_096];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        var typed = ByteBuffer.allocate(4 + content.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
        var crc = new CRC32();
        crc.update(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
        out.writeBytes(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
