package dev.poemcp.poe.web;

/** An image that every host can show: PNG, JPEG, WebP or GIF, by its bytes, not by its server's headers. */
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
