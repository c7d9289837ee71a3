package dev.poemcp.poe.site.http;

import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.profile.UploadForm;
import java.util.List;
import okhttp3.RequestBody;

/** Puts files into bodies that stream them and that OkHttp may write once only. */
public interface MultipartEncoding {
    /**
     * A GraphQL envelope and its files in one form.
     *
     * @param envelope the JSON envelope; its {@code variables.attachments} already suits the form (part names or nulls)
     * @param files may be empty (a large text travels as a form without files)
     */
    SignedBody encode(UploadForm form, String envelope, List<Upload> files);

    /** A form with the one part {@code file}, for {@link UploadForm.Style#FINISH_UPLOAD}. */
    RequestBody single(Upload file);
}
