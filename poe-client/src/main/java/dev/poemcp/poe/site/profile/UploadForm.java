package dev.poemcp.poe.site.profile;

/**
 * How files are sent with a message.
 *
 * @param style layout of the parts
 * @param firstIndex number of the first file's part: {@code file0} or {@code file1} ({@link Style#QUERY_INFO} and
 *     {@link Style#FINISH_UPLOAD})
 */
public record UploadForm(Style style, int firstIndex) {
    /** Source: docs/poe-protocol.md §3.3. */
    public enum Style {
        /** Part {@code queryInfo} with the envelope, then parts {@code fileN}; the variables name the parts. */
        QUERY_INFO,
        /** Parts {@code operations} (null for each file), {@code map}, then {@code 0}, {@code 1}, …. */
        GRAPHQL_MULTIPART,
        /** Posts each file to {@code /api/finish_upload_POST} for a token; then sends a plain JSON message. */
        FINISH_UPLOAD
    }
}
