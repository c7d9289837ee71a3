package dev.poemcp.poe.site.graphql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.poe.http.OneShotBody;
import dev.poemcp.poe.site.http.MultipartEncoding;
import dev.poemcp.poe.site.http.SignedBody;
import dev.poemcp.poe.site.negotiation.Gate;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.UploadForm;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Builds and signs HTTP requests. Source: docs/poe-protocol.md §1.3, §1.4, §3.2, §3.3. */
public final class GraphqlRequestBuilder {
    private static final MediaType JSON_TYPE = MediaType.get("application/json");
    /** From this size on, the site's own client sends a form even without files. */
    private static final int FORM_FROM_BYTES = 1_000_000;
    /** Key in the values of a request: a channel to use instead of the current one. */
    static final String CHANNEL = "channel";

    /** As a browser does: emoji unescaped; unpaired surrogates, which a text may contain, escaped. */
    private final ObjectMapper json = JsonMapper.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final HttpUrl base;
    private final MultipartEncoding multipart;
    /** Random; a browser keeps one, too. */
    private final String deviceId = UUID.randomUUID().toString();

    private final Map<String, String> browser;
    private volatile @Nullable String channel;

    /** @param browser headers for every request */
    public GraphqlRequestBuilder(URI baseUrl, Map<String, String> browser, MultipartEncoding multipart) {
        this.base = HttpUrl.get(baseUrl.toString());
        this.browser = browser;
        this.multipart = multipart;
    }

    public void useChannel(String name) {
        channel = name;
    }

    public HttpUrl url(String path) {
        return base.newBuilder().encodedPath(path).build();
    }

    Request build(Gate gate, UploadForm form, Query query, GraphqlRequest request) {
        var envelope = envelope(query, withAttachments(request, form));
        boolean isForm = form.style() != UploadForm.Style.FINISH_UPLOAD
                && (!request.files().isEmpty()
                        || (form.style() == UploadForm.Style.QUERY_INFO && envelope.length >= FORM_FROM_BYTES));
        SignedBody signed = isForm
                ? multipart.encode(form, new String(envelope, StandardCharsets.UTF_8), request.files())
                : new SignedBody(new String(envelope, StandardCharsets.UTF_8), new OneShotBody(envelope, JSON_TYPE));
        var payload = signed.signedText().getBytes(StandardCharsets.UTF_8);
        var builder = new Request.Builder()
                .url(url(isForm ? "/api/gql_upload_POST" : "/api/gql_POST"))
                .headers(graphqlHeaders(gate, request, query))
                .post(signed.body())
                .header("poe-tag-id", gate.recipe().tag().tag(payload, gate.signedKey()));
        var formkey = gate.formkey();
        return (formkey == null ? builder : builder.header("poe-formkey", formkey.reveal())).build();
    }

    /** Headers of every request of a browser on the site. */
    public Headers browserHeaders() {
        var origin = base.toString().replaceAll("/$", "");
        var headers = new Headers.Builder();
        browser.forEach(headers::set);
        return headers.set("Accept", "*/*")
                .set("Origin", origin)
                .set("Referer", origin + "/")
                .build();
    }

    private Headers graphqlHeaders(Gate gate, GraphqlRequest request, Query query) {
        var headers = browserHeaders().newBuilder();
        gate.recipe().headers().forEach((name, template) -> {
            var value = switch (template) {
                case "$queryName" -> query.name();
                case "$revision" -> gate.revision();
                default -> template;
            };
            if (value != null) {
                headers.set(name, value);
            }
        });
        var backend = query.backend();
        if (backend != null) {
            headers.set("poegraphql", backend);
        }
        // A probe brings its own channel, and the settings use none: an ended channel must not make a good formkey look
        // wrong.
        var ownChannel = request.values().get(CHANNEL);
        var currentChannel = ownChannel instanceof String name ? name : channel;
        if (currentChannel != null && request.operation() != Operation.ACCOUNT_SETTINGS) {
            headers.set("poe-tchannel", currentChannel);
        }
        return headers.build();
    }

    private byte[] envelope(Query query, Map<String, ?> values) {
        var envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("queryName", query.name());
        envelope.set("variables", query.variables(values));
        envelope.putObject("extensions").put("hash", query.hash());
        try {
            return json.writeValueAsBytes(envelope);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A JSON tree cannot be written", impossible);
        }
    }

    /** Adds the values that depend on the form: the names of the parts and the device id. */
    private Map<String, ?> withAttachments(GraphqlRequest request, UploadForm form) {
        Map<String, Object> complete = new HashMap<>(request.values());
        List<@Nullable String> attachments = new ArrayList<>();
        for (int i = 0; i < request.files().size(); i++) {
            attachments.add(
                    form.style() == UploadForm.Style.GRAPHQL_MULTIPART ? null : "file" + (form.firstIndex() + i));
        }
        complete.putIfAbsent("attachments", attachments);
        complete.putIfAbsent("fileHashJwts", List.of());
        complete.put("deviceId", deviceId);
        return complete;
    }
}
