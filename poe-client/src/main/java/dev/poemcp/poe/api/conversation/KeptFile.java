package dev.poemcp.poe.api.conversation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.poemcp.poe.Attachment;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A file of a message.
 *
 * @param base64 its content, for files that go with each request; null where only the address is kept
 * @param url where Poe serves it; null for content that was not uploaded
 */
public record KeptFile(
        String name,
        String mimeType,
        @Nullable String base64,
        @Nullable URI url,
        @Nullable Long sizeBytes) {
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    /** A file that Poe serves. */
    public static KeptFile of(Attachment attachment) {
        String type = attachment.mimeType();
        return new KeptFile(
                attachment.name(), type == null ? UNKNOWN_TYPE : type, null, attachment.url(), attachment.sizeBytes());
    }

    /** As callers see it. */
    @JsonIgnore
    public Attachment attachment() {
        return new Attachment(name, mimeType.equals(UNKNOWN_TYPE) ? null : mimeType, url, sizeBytes);
    }

    int size() {
        return name.length()
                + (base64 == null ? 0 : base64.length())
                + (url == null ? 0 : url.toString().length());
    }
}
