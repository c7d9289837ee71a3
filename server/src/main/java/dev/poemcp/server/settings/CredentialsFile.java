package dev.poemcp.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code poe-mcp/credentials.json} in the user's configuration folder: an object with {@code p_b}, {@code p_lat} and
 * {@code formkey}, each optional. Used where the environment has no account. A file that others can read is refused.
 */
public final class CredentialsFile {
    private static final int MAX_BYTES = 64 * 1024;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;

    private CredentialsFile(Path file) {
        this.file = file;
    }

    /** The file in {@code $XDG_CONFIG_HOME/poe-mcp}, by default {@code ~/.config/poe-mcp}. */
    public static CredentialsFile in(Map<String, String> environment) {
        return new CredentialsFile(XdgFolder.config(environment).resolve("credentials.json"));
    }

    public Path path() {
        return file;
    }

    Credentials read() {
        if (!Files.exists(file)) {
            return Credentials.NONE;
        }
        try {
            requireOwnerOnly();
            byte[] bytes;
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MAX_BYTES + 1);
            }
            JsonNode json = bytes.length > MAX_BYTES ? null : new ObjectMapper().readTree(bytes);
            if (json == null || !json.isObject()) {
                throw malformed();
            }
            return new Credentials(secret(json, "p_b"), secret(json, "p_lat"), secret(json, "formkey"));
        } catch (JsonProcessingException e) {
            // The parser's message quotes the text around the error, which may be a credential.
            throw malformed();
        } catch (IOException e) {
            throw new InvalidSettingException("The credentials file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "); make it readable for its owner, or remove it.");
        }
    }

    private void requireOwnerOnly() throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new InvalidSettingException("The credentials file " + file
                    + " can be read or changed by others; run chmod 600 on it, then change the cookies in it.");
        }
    }

    private @Nullable Secret secret(JsonNode json, String key) {
        JsonNode value = json.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw malformed();
        }
        return value.asText().isBlank() ? null : new Secret(value.asText().strip());
    }

    private InvalidSettingException malformed() {
        return new InvalidSettingException("The credentials file " + file
                + " must be a JSON object with the texts p_b, p_lat and formkey; rewrite it, or remove it.");
    }
}
