package dev.poemcp.poe.har;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.poemcp.poe.har.HarEntryParser.NameValue;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A {@code postData} or a {@code content} while it is read. */
final class HarBody {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = "multipart/form-data";
    private static final String BOUNDARY = "boundary=";

    String mimeType = "";
    String encoding = "";
    String text = "";
    final List<NameValue> parameters = new ArrayList<>();

    /** The text; empty if it is binary, or was not captured. */
    String decoded() {
        if (!encoding.equalsIgnoreCase("base64")) {
            return text;
        }
        if (!isText()) {
            return "";
        }
        try {
            return new String(Base64.getMimeDecoder().decode(text), UTF_8);
        } catch (IllegalArgumentException invalid) {
            return "";
        }
    }

    private boolean isText() {
        String type = mimeType.toLowerCase(Locale.ROOT);
        return type.isEmpty()
                || type.startsWith("text/")
                || type.contains("json")
                || type.contains("javascript")
                || type.contains("form");
    }

    /**
     * The text as it was sent. Some browsers give the fields of a form instead; it is written again from these, files
     * without their content.
     *
     * @param contentType header of the request, with the boundary of a multipart form
     */
    String asSent(String contentType) {
        String decoded = decoded();
        if (!decoded.isEmpty() || parameters.isEmpty()) {
            return decoded;
        }
        String type = contentType.isEmpty() ? mimeType : contentType;
        if (type.toLowerCase(Locale.ROOT).startsWith(MULTIPART) && type.contains(BOUNDARY)) {
            return multipart(type.substring(type.indexOf(BOUNDARY) + BOUNDARY.length()));
        }
        return type.toLowerCase(Locale.ROOT).startsWith(FORM) ? form() : "";
    }

    private String form() {
        return parameters.stream()
                .map(field -> URLEncoder.encode(field.name(), UTF_8) + "=" + URLEncoder.encode(field.value(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private String multipart(String boundaryAndMore) {
        String boundary = boundaryAndMore.split(";", 2)[0].strip().replace("\"", "");
        var body = new StringBuilder();
        for (var field : parameters) {
            body.append("--")
                    .append(boundary)
                    .append("\r\nContent-Disposition: form-data; name=\"")
                    .append(field.name().replace("\"", "%22"))
                    .append("\"\r\n\r\n")
                    .append(field.value())
                    .append("\r\n");
        }
        return body.append("--").append(boundary).append("--\r\n").toString();
    }
}
