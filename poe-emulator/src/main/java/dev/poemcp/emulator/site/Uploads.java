package dev.poemcp.emulator.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.control.UploadedFile;
import dev.poemcp.emulator.world.IdGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads uploaded files (docs/poe-protocol.md §3.3): counts and digests their bytes without keeping them. */
public final class Uploads {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_TOKENS = 1_000;
    private static final int MAX_TEXT_BYTES = 8 * 1024 * 1024;

    private final IdGenerator ids;
    private final boolean asOperations;
    private final List<UploadedFile> received = new ArrayList<>();
    private final Map<String, UploadedFile> byToken = new LinkedHashMap<>();

    public Uploads(IdGenerator ids, boolean asOperations) {
        this.ids = ids;
        this.asOperations = asOperations;
    }

    /** A received form: the signed text, the part map if there is one, and the files. */
    record Form(String text, Optional<String> map, List<UploadedFile> files) {}

    /** All uploaded files, in order. */
    public synchronized List<UploadedFile> received() {
        return List.copyOf(received);
    }

    /** A token for a file that was uploaded separately; valid for the next 1,000 uploads. */
    synchronized String tokenFor(UploadedFile file) {
        var token = ids.code(36) + "." + ids.code(80) + "." + ids.code(43);
        byToken.put(token, file);
        if (byToken.size() > MAX_TOKENS) {
            byToken.remove(byToken.keySet().iterator().next());
        }
        return token;
    }

    synchronized Optional<UploadedFile> redeem(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    /**
     * Reads a form.
     *
     * @return empty if it is not in the form that this build accepts
     */
    Optional<Form> read(String contentType, InputStream body) throws IOException {
        var reader = MultipartReader.of(contentType, body);
        return reader.isEmpty() ? Optional.empty() : read(reader.get());
    }

    private Optional<Form> read(MultipartReader reader) throws IOException {
        var texts = new HashMap<String, String>();
        var files = new ArrayList<UploadedFile>();
        var textPart = asOperations ? "operations" : "queryInfo";
        for (var part = reader.next(); part.isPresent(); part = reader.next()) {
            if (part.get().fileName().isPresent()) {
                files.add(file(part.get(), reader));
            } else {
                texts.put(part.get().name(), text(reader));
            }
            // The site reads the query before it takes a file.
            if (!texts.containsKey(textPart)) {
                return Optional.empty();
            }
        }
        synchronized (this) {
            received.addAll(files);
        }
        return Optional.of(new Form(texts.getOrDefault(textPart, ""), Optional.ofNullable(texts.get("map")), files));
    }

    /**
     * Reads a form that contains only a file.
     *
     * @return empty if the body is no form or has another part
     * @throws IOException if the form is malformed
     */
    public Optional<UploadedFile> readSingle(String contentType, InputStream body) throws IOException {
        var reader = MultipartReader.of(contentType, body);
        if (reader.isEmpty()) {
            return Optional.empty();
        }
        var part = reader.get().next();
        if (part.isEmpty()
                || !part.get().name().equals("file")
                || part.get().fileName().isEmpty()) {
            return Optional.empty();
        }
        var file = file(part.get(), reader.get());
        synchronized (this) {
            received.add(file);
        }
        return Optional.of(file);
    }

    /**
     * Matches the files with the variables: every file is named by a variable, and every name has its file. With
     * {@code operations} the names of the parts replace the nulls.
     *
     * @return whether they match
     */
    boolean assignFiles(Form form, ObjectNode variables) {
        if (form.files().isEmpty()) {
            return variables.path("attachments").isEmpty();
        }
        if (asOperations && !fillAttachments(form, variables)) {
            return false;
        }
        var named = new ArrayList<String>();
        variables.path("attachments").forEach(node -> named.add(node.asText()));
        return named.equals(form.files().stream().map(UploadedFile::part).toList());
    }

    private static boolean fillAttachments(Form form, ObjectNode variables) {
        var attachments = variables.withArray("attachments");
        var map = form.map().map(Uploads::parse).orElseGet(JSON::createObjectNode);
        if (map.size() != attachments.size()) {
            return false;
        }
        for (var entry : map.properties()) {
            var path = entry.getValue().path(0).asText();
            if (!path.matches("variables\\.attachments\\.\\d{1,3}")) {
                return false;
            }
            var index = Integer.parseInt(path.substring(path.lastIndexOf('.') + 1));
            if (!attachments.path(index).isNull()) {
                return false;
            }
            attachments.set(index, entry.getKey());
        }
        return true;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            return JSON.createObjectNode();
        }
    }

    private static UploadedFile file(MultipartReader.Part part, MultipartReader reader) throws IOException {
        var digest = sha256();
        var size = reader.readPart(digest::update);
        return new UploadedFile(
                part.name(),
                part.fileName().orElse(""),
                part.contentType(),
                size,
                HexFormat.of().formatHex(digest.digest()));
    }

    private static String text(MultipartReader reader) throws IOException {
        var text = new ByteArrayOutputStream();
        reader.readPart((bytes, offset, length) -> {
            if (text.size() + length > MAX_TEXT_BYTES) {
                throw new MultipartReader.Malformed("a part's text is too long");
            }
            text.write(bytes, offset, length);
        });
        return text.toString(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
