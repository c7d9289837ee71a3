package dev.poemcp.poe.web;

/** An image as every host can show it: PNG, JPEG, WebP or GIF, by its bytes and not by what its server says. */
public final class Picture {
    private final String mimeType;
    private final byte[] bytes;

    Picture(String mimeType, byte[] bytes) {
        this.mimeType = mimeType;
        this.bytes = bytes;
    }

    public String mimeType() {
        return mimeType;
    }

    public byte[] bytes() {
        return bytes.clone();
    }
}
