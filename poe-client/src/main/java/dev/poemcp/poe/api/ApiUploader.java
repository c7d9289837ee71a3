package dev.poemcp.poe.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Attachment;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Spend;
import dev.poemcp.poe.Upload;
import dev.poemcp.poe.http.HttpResult;
import dev.poemcp.poe.http.UploadBody;
import java.net.URI;
import java.net.URISyntaxException;
import okhttp3.HttpUrl;
import okhttp3.MultipartBody;
import okhttp3.Request;

/** Uploads files that a question names by their address; this costs no points. Source: docs/official-api.md, files. */
final class ApiUploader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ApiHttp http;
    private final HttpUrl url;

    ApiUploader(ApiHttp http, ApiConfig config) {
        this.http = http;
        this.url = HttpUrl.get(config.uploadUrl().toString());
    }

    /** @throws PoeException {@link PoeFailure.FileRejected} if Poe refuses the file */
    Attachment upload(Upload file) {
        Request request = new Request.Builder()
                .url(url)
                // The bare key, unlike everywhere else.
                .header("Authorization", http.key().reveal())
                .post(new MultipartBody.Builder()
                        .setType(MultipartBody.FORM)
                        .addFormDataPart("file", file.name(), new UploadBody(file))
                        .build())
                .build();
        HttpResult result = http.exchange(request, http.limits().upload());
        if (result.status() != 200) {
            throw new PoeException(failure(file, result));
        }
        return read(file, result.text());
    }

    private PoeFailure failure(Upload file, HttpResult result) {
        int status = result.status();
        boolean isRefused = status >= 400 && status < 500 && status != 401 && status != 408 && status != 429;
        return isRefused
                ? new PoeFailure.FileRejected(
                        file.name(),
                        "Poe said (HTTP " + status + "): " + http.errors().shorten(result.text()))
                : http.errors().ofResponse(status, result.headers(), result.text(), null, Spend.NONE);
    }

    private Attachment read(Upload file, String body) {
        try {
            JsonNode answer = JSON.readTree(body);
            URI address = new URI(answer.path("attachment_url").asText(""));
            String type = answer.path("mime_type").textValue();
            if (address.getHost() != null && type != null) {
                return new Attachment(file.name(), type, address, file.sizeBytes());
            }
        } catch (JsonProcessingException | URISyntaxException unreadable) {
            throw new PoeException(unexpected(file, body), unreadable);
        }
        throw new PoeException(unexpected(file, body));
    }

    private PoeFailure unexpected(Upload file, String body) {
        return new PoeFailure.UnexpectedResponse(
                "Poe gave no address for the file \"" + file.name() + "\" but \""
                        + http.errors().shorten(body) + "\".",
                Spend.NONE);
    }
}
