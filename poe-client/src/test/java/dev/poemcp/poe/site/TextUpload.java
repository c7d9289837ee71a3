package dev.poemcp.poe.site;

import dev.poemcp.poe.Upload;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A small text attachment. */
public record TextUpload(String name, String content) implements Upload {
    @Override
    public String mimeType() {
        return "text/plain";
    }

    @Override
    public long sizeBytes() {
        return content.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }
}
