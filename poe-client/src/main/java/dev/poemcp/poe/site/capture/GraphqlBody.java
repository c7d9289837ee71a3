package dev.poemcp.poe.site.capture;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.site.profile.UploadForm;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of a captured GraphQL post. Source: docs/poe-protocol.md §3.2, §3.3.
 *
 * @param payload the text that the signature covers
 * @param upload how files were sent; null if none was
 */
record GraphqlBody(
        String name,
        String hash,
        ObjectNode variables,
        String payload,
        @Nullable UploadForm upload) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NAME = Pattern.compile("\\w{1,200}");

    /** Empty if it is none with a persisted query. */
    static Optional<GraphqlBody> of(CapturedRequest request) {
        String type = request.headers().getOrDefault("content-type", "");
        if (!type.startsWith("multipart/form-data")) {
            return read(request.body(), null);
        }
        var queryInfo = part(request.body(), "queryInfo");
        if (queryInfo.isPresent()) {
            int first = part(request.body(), "file0").isPresent() ? 0 : 1;
            boolean hasFile = part(request.body(), "file" + first).isPresent();
            return read(queryInfo.get(), hasFile ? new UploadForm(UploadForm.Style.QUERY_INFO, first) : null);
        }
        return part(request.body(), "operations")
                .flatMap(text -> read(text, new UploadForm(UploadForm.Style.GRAPHQL_MULTIPART, 0)));
    }

    private static Optional<GraphqlBody> read(String payload, @Nullable UploadForm upload) {
        try {
            JsonNode json = JSON.readTree(payload);
            String name = json.path("queryName").asText();
            String hash = json.path("extensions").path("hash").asText();
            return json.path("variables") instanceof ObjectNode variables
                            && NAME.matcher(name).matches()
                            && HASH.matcher(hash).matches()
                    ? Optional.of(new GraphqlBody(name, hash, variables, payload, upload))
                    : Optional.empty();
        } catch (JacksonException broken) {
            return Optional.empty();
        }
    }

    /** The content of a form's part, from the blank line to the next boundary. */
    private static Optional<String> part(String form, String name) {
        int boundaryEnd = form.indexOf("\r\n");
        int header = form.indexOf("name=\"" + name + "\"");
        if (boundaryEnd <= 0 || header < 0) {
            return Optional.empty();
        }
        int start = form.indexOf("\r\n\r\n", header);
        int end = start < 0 ? -1 : form.indexOf("\r\n" + form.substring(0, boundaryEnd), start);
        return end < 0 ? Optional.empty() : Optional.of(form.substring(start + 4, end));
    }
}
