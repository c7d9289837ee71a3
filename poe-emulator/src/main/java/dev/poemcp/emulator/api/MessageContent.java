package dev.poemcp.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The content of a message of chat completions or responses (docs/official-api.md §3.2).
 *
 * @param text of all text parts
 * @param files names of its files, or addresses of its images; {@code data:} stands for one of those
 */
record MessageContent(String text, List<String> files) {
    private static final Pattern WEB = Pattern.compile("https?://\\S+");
    private static final Pattern DATA = Pattern.compile("data:[a-z]+/[-+.a-zA-Z0-9]+;base64");

    /**
     * Reads a text or an array of parts; null is an empty text.
     *
     * @throws ApiException naming {@code path} if it is malformed
     */
    static MessageContent read(JsonNode content, String path) {
        if (content.isTextual()) {
            return new MessageContent(content.asText(), List.of());
        }
        if (content.isNull() || content.isMissingNode()) {
            return new MessageContent("", List.of());
        }
        Json.check(content.isArray() && !content.isEmpty(), path, "must be a text or a list of parts");
        var text = new StringBuilder();
        var files = new ArrayList<String>();
        for (var i = 0; i < content.size(); i++) {
            var part = content.get(i);
            var at = path + "[" + i + "]";
            switch (part.path("type").asText()) {
                case "text", "input_text", "output_text" -> {
                    Json.check(part.path("text").isTextual(), at + ".text", "must be a text");
                    text.append(part.path("text").asText());
                }
                case "image_url" -> files.add(image(part.at("/image_url/url"), at + ".image_url.url"));
                case "input_image" -> files.add(image(part.path("image_url"), at + ".image_url"));
                case "file" -> files.add(file(part.path("file"), at + ".file"));
                case "input_file" -> files.add(file(part, at));
                default -> Json.check(false, at + ".type", "is not supported");
            }
        }
        return new MessageContent(text.toString(), files);
    }

    /** Images may be given by address or as data. */
    private static String image(JsonNode url, String path) {
        var text = url.asText();
        if (WEB.matcher(text).matches()) {
            return text;
        }
        Json.check(isData(text), path, "must be an address or base64 data");
        return "data:";
    }

    /** Other files may be given as data only. */
    private static String file(JsonNode file, String path) {
        Json.check(!file.path("filename").asText().isEmpty(), path + ".filename", "must be a text");
        Json.check(isData(file.path("file_data").asText()), path + ".file_data", "must be base64 data");
        return file.path("filename").asText();
    }

    private static boolean isData(String text) {
        var comma = text.indexOf(',');
        if (comma < 0 || !DATA.matcher(text.substring(0, comma)).matches()) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(text.substring(comma + 1)).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
