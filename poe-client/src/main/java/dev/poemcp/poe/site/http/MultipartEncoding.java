package dev.poemcp.poe.site.http;

import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.profile.UploadForm;
import java.util.List;

/** Puts a GraphQL envelope and files into one body that streams the files. */
@FunctionalInterface
public interface MultipartEncoding {
    /**
     * @param envelope the JSON envelope; its {@code variables.attachments} already suits the form (part names or nulls)
     * @param files may be empty (a large text travels as a form without files)
     */
    SignedBody encode(UploadForm form, String envelope, List<Upload> files);
}
