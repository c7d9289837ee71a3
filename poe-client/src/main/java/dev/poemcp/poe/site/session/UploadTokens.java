package dev.poemcp.poe.site.session;

import dev.poemcp.poe.Upload;
import dev.poemcp.poe.site.profile.UploadForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Uploads files and adds their tokens to a message. Source: docs/poe-protocol.md §3.3 (F2). */
final class UploadTokens {
    private final Function<Upload, String> upload;

    UploadTokens(Function<Upload, String> upload) {
        this.upload = upload;
    }

    /** Uploads the files and returns the message's values with their tokens. */
    Map<String, ?> addTo(Map<String, ?> values, UploadForm form, List<Upload> files) {
        List<String> names = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (var file : files) {
            names.add("file" + (form.firstIndex() + names.size()));
            tokens.add(upload.apply(file));
        }
        Map<String, Object> complete = new HashMap<>(values);
        complete.put("attachments", names);
        complete.put("fileHashJwts", tokens);
        return complete;
    }
}
