package dev.poemcp.emulator.api;

import dev.poemcp.emulator.site.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /poe_api/file_upload_3RD_PARTY_POST} (docs/official-api.md §9). The bytes are counted and not kept, and a
 * {@code download_url} is not fetched.
 */
final class FileUpload {
    static final String OPERATION = "apiUpload";
    private static final int MAX_FORM_BYTES = 64 * 1024;
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Uploads uploads;
    private final ApiContext context;

    FileUpload(Uploads uploads, ApiContext context) {
        this.uploads = uploads;
        this.context = context;
    }

    /** Reads the form and answers with the address of the attachment, or 400 with a text. */
    void answer(ApiExchange exchange, String contentType, InputStream body) throws IOException {
        if (contentType.startsWith("application/x-www-form-urlencoded")) {
            byUrl(exchange, new String(body.readNBytes(MAX_FORM_BYTES), StandardCharsets.UTF_8));
            return;
        }
        var file = uploads.readSingle(contentType, body);
        if (file.isEmpty()) {
            refuse(exchange, "The form must have one part file with a file name");
            return;
        }
        answer(exchange, file.get().name(), file.get().contentType());
    }

    private void byUrl(ApiExchange exchange, String text) {
        var form = Form.of(text);
        var url = form.get("download_url");
        if (!url.matches("https?://[^\\s/]+(/\\S*)?")) {
            refuse(exchange, "download_url must be an http or https address");
            return;
        }
        var path = url.replaceFirst("[?#].*", "");
        var name = form.get("download_filename");
        answer(exchange, name.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : name, UNKNOWN_TYPE);
    }

    private void answer(ApiExchange exchange, String name, String contentType) {
        var address = context.baseUrl() + "/file/upload/" + context.ids().code(24);
        var type = contentType.equals(UNKNOWN_TYPE) ? typeOf(name) : contentType;
        exchange.json(200, Json.object().put("attachment_url", address).put("mime_type", type));
    }

    private static String typeOf(String name) {
        @Nullable String guessed = URLConnection.guessContentTypeFromName(name);
        return guessed == null ? UNKNOWN_TYPE : guessed;
    }

    private static void refuse(ApiExchange exchange, String why) {
        exchange.send(400, "text/plain", why);
    }
}
