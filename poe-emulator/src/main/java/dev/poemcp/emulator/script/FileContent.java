package dev.poemcp.emulator.script;

/** The immutable bytes of a file that the emulator serves. */
public final class FileContent {
    private final byte[] bytes;

    public FileContent(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public int sizeBytes() {
        return bytes.length;
    }

    public byte[] bytes() {
        return bytes.clone();
    }
}
