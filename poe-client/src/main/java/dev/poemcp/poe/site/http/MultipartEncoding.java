package dev.poemcp.poe.site.http;

import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.profile.UploadForm;
import java.util.List;
import okhttp3.RequestBody;

/** Encodes files as streamed bodies that OkHttp writes at most once. */
public interface MultipartEncoding {
    /**
     * Encodes a GraphQL envelope and its files as one form.
     *
     * @param envelope the JSON envelope; its {@code variables.attachments} already matches the form (part names or
     *     nulls)
     * @param files may be empty (a large text is sent as a form without files)
     */
    SignedBody encode(UploadForm form, String envelope, List<Upload> files);

    /** A form with the one part {@code file}, for {@link UploadForm.Style#FINISH_UPLOAD}. */
    RequestBody single(Upload file);
}
