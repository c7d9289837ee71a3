package dev.poemcp.server.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.file.PrivateFile;
import dev.poemcp.server.json.PlainJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code poe-mcp/credentials.json} in the user's configuration folder: an object with {@code p_b}, {@code p_lat},
 * {@code formkey} and {@code api_key}, and of the browser that the cookies come from {@code user_agent},
 * {@code browser_headers} and {@code cookies} (objects), each optional. Used where the environment lacks the account or the key. A file that
 * others can read is refused.
 */
public final class CredentialsFile {
    private static final int MAX_BYTES = 64 * 1024;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private static final String USER_AGENT = "user_agent";
    private static final String BROWSER_HEADERS = "browser_headers";
    private static final String COOKIES = "cookies";
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
            Map<?, ?> json = members();
            return new Credentials(
                    secret(json, "p_b"),
                    secret(json, "p_lat"),
                    secret(json, "formkey"),
                    secret(json, "api_key"),
                    browser(json));
        } catch (IOException e) {
            throw new InvalidSettingException("The credentials file " + file + " cannot be read ("
                    + e.getClass().getSimpleName() + "); make it readable for its owner, or remove it.");
        }
    }

    /** Every start reads them, so without Jackson. */
    private Map<?, ?> members() throws IOException {
        try {
            if (PlainJson.parse(new String(bytes(), StandardCharsets.UTF_8)) instanceof Map<?, ?> members) {
                return members;
            }
        } catch (IllegalArgumentException e) {
            // The same message as for another value.
        }
        throw malformed();
    }

    private ObjectNode object() throws IOException {
        try {
            if (new ObjectMapper().readTree(bytes()) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            // The parser's message quotes the text around the error, which may be a credential.
        }
        throw malformed();
    }

    private byte[] bytes() throws IOException {
        requireOwnerOnly();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw malformed();
            }
            return bytes;
        }
    }

    /**
     * Sets some values and keeps the others, in one step. Another {@code p_b} is another session, to which the old
     * {@code p_lat}, {@code formkey} and browser do not belong: they go.
     *
     * @param changes values by name, as in the file
     * @throws InvalidSettingException if the file cannot be written, or holds something else
     */
    public void write(Map<String, String> changes) {
        write(changes, StoredBrowser.NONE);
    }

    /**
     * The same for the cookies of a browser that is known.
     *
     * @param browser kept if {@code changes} has a {@code p_b}
     */
    public void write(Map<String, String> changes, StoredBrowser browser) {
        try {
            ObjectNode json = Files.exists(file) ? object() : new ObjectMapper().createObjectNode();
            if (changes.containsKey("p_b")) {
                json.remove(List.of("p_lat", "formkey", USER_AGENT, BROWSER_HEADERS, COOKIES));
                put(json, browser);
            }
            changes.forEach(json::put);
            PrivateFile.write(file, new ObjectMapper().writeValueAsBytes(json));
        } catch (IOException e) {
            throw new InvalidSettingException("The credentials file " + file + " cannot be written ("
                    + e.getClass().getSimpleName() + "); make its folder writable.");
        }
    }

    private static void put(ObjectNode json, StoredBrowser browser) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        browser.headers().forEach((name, value) -> {
            // What cannot be read again is left out.
            if (Form.NAME.matcher(name).matches()
                    && Form.HEADER_VALUE.matcher(value).matches()) {
                headers.put(name, value);
            }
        });
        String userAgent = headers.remove("User-Agent");
        if (userAgent != null) {
            json.put(USER_AGENT, userAgent);
        }
        if (!headers.isEmpty()) {
            headers.forEach(json.putObject(BROWSER_HEADERS)::put);
        }
        if (!browser.cookies().isEmpty()) {
            ObjectNode cookies = json.putObject(COOKIES);
            browser.cookies().forEach((name, value) -> {
                if (Form.NAME.matcher(name).matches()
                        && Form.COOKIE_VALUE.matcher(value.reveal()).matches()) {
                    cookies.put(name, value.reveal());
                }
            });
        }
    }

    private StoredBrowser browser(Map<?, ?> json) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (json.get(USER_AGENT) instanceof String userAgent) {
            headers.put("User-Agent", userAgent);
        }
        texts(json, BROWSER_HEADERS).forEach(headers::put);
        Map<String, Secret> cookies = new LinkedHashMap<>();
        texts(json, COOKIES).forEach((name, value) -> cookies.put(name, new Secret(value)));
        // The HTTP client would quote an invalid value in its exception.
        boolean isValid = headers.entrySet().stream()
                        .allMatch(header -> Form.NAME.matcher(header.getKey()).matches()
                                && Form.HEADER_VALUE.matcher(header.getValue()).matches())
                && cookies.entrySet().stream()
                        .allMatch(cookie -> Form.NAME.matcher(cookie.getKey()).matches()
                                && Form.COOKIE_VALUE
                                        .matcher(cookie.getValue().reveal())
                                        .matches());
        if (!isValid) {
            throw malformed();
        }
        return new StoredBrowser(headers, cookies);
    }

    /** Returns whether there was one. */
    public boolean delete() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InvalidSettingException("The credentials file " + file + " cannot be removed ("
                    + e.getClass().getSimpleName() + "); remove it by hand.");
        }
    }

    private void requireOwnerOnly() throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new InvalidSettingException(
                    "The credentials file " + file
                            + " can be read or changed by others; run chmod 600 on it, then change the cookies and the key in it.");
        }
    }

    /** The texts of an object; empty if it is missing. */
    private Map<String, String> texts(Map<?, ?> json, String key) {
        if (!json.containsKey(key)) {
            return Map.of();
        }
        if (!(json.get(key) instanceof Map<?, ?> members)) {
            throw malformed();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            if (!(value instanceof String text)) {
                throw malformed();
            }
            texts.put((String) name, text);
        });
        return texts;
    }

    private @Nullable Secret secret(Map<?, ?> json, String key) {
        Object value = json.get(key);
        if (value == null || value == PlainJson.NULL) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw malformed();
        }
        return text.isBlank() ? null : new Secret(text.strip());
    }

    private InvalidSettingException malformed() {
        return new InvalidSettingException("The credentials file " + file
                + " must be a JSON object with the texts p_b, p_lat, formkey and api_key; rewrite it, or remove it.");
    }

    /** What can be sent as a header or a cookie. Loaded only for a file that has some. */
    private static final class Form {
        static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w-]{0,60}");
        static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]{0,1000}");
        static final Pattern COOKIE_VALUE = Pattern.compile("[\\x21-\\x7e&&[^;,\"]]{0,4096}");
    }
}
