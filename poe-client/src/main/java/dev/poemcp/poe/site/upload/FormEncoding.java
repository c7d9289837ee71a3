package dev.poemcp.poe.site.upload;

import dev.poemcp.poe.Upload;
import dev.poemcp.poe.http.OneShotBody;
import dev.poemcp.poe.http.UploadBody;
import dev.poemcp.poe.site.http.MultipartEncoding;
import dev.poemcp.poe.site.http.SignedBody;
import dev.poemcp.poe.site.profile.UploadForm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;

/**
 * Encodes both multipart forms. The signature covers only the envelope's text, so exactly these bytes are sent as the
 * first part.
 */
public final class FormEncoding implements MultipartEncoding {
    @Override
    public SignedBody encode(UploadForm form, String envelope, List<Upload> files) {
        MultipartBody.Builder body = new MultipartBody.Builder().setType(MultipartBody.FORM);
        boolean graphql = form.style() == UploadForm.Style.GRAPHQL_MULTIPART;
        if (graphql) {
            body.addFormDataPart("operations", null, text(envelope));
            body.addFormDataPart("map", null, text(map(files.size())));
        } else {
            body.addFormDataPart("queryInfo", null, text(envelope));
        }
        for (int i = 0; i < files.size(); i++) {
            Upload file = files.get(i);
            String part = graphql ? Integer.toString(i) : "file" + (form.firstIndex() + i);
            body.addFormDataPart(part, file.name(), new UploadBody(file));
        }
        return new SignedBody(envelope, body.build());
    }

    @Override
    public RequestBody single(Upload file) {
        return new MultipartBody.Builder()
                .setType(MultipartBody.FORM)
                .addFormDataPart("file", file.name(), new UploadBody(file))
                .build();
    }

    /** For example {@code {"0":["variables.attachments.0"]}}. */
    private static String map(int files) {
        return IntStream.range(0, files)
                .mapToObj(i -> "\"" + i + "\":[\"variables.attachments." + i + "\"]")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static RequestBody text(String text) {
        return new OneShotBody(text.getBytes(StandardCharsets.UTF_8), null);
    }
}
