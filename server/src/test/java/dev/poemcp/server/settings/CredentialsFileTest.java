package dev.poemcp.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.poe.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials from the file, together with those of the environment, and what is written into it. */
final class CredentialsFileTest {
    private final Path home;

    CredentialsFileTest(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void credentialsFile_isUsedWithoutAccountInEnvironment() throws IOException {
        writeCredentials("{\"p_b\": \"from-file\", \"p_lat\": \"lat\", \"later\": 1}", "rw-------");

        Credentials credentials = read(Map.of("POE_FORMKEY", "key")).credentials();

        assertEquals(new Credentials(new Secret("from-file"), new Secret("lat"), new Secret("key"), null), credentials);
    }

    @Test
    void accountAndKeyInEnvironment_leaveFileUnread() throws IOException {
        writeCredentials("no JSON at all", "rw-r--r--");

        Credentials credentials =
                read(Map.of("POE_P_B", "mine", "POE_API_KEY", "key")).credentials();

        assertEquals(new Credentials(new Secret("mine"), null, null, new Secret("key")), credentials);
    }

    @Test
    void accountInEnvironment_takesOnlyTheKeyFromFile() throws IOException {
        writeCredentials(
                "{\"p_b\": \"other\", \"p_lat\": \"l\", \"formkey\": \"f\", \"api_key\": \"key\"}", "rw-------");

        Credentials credentials = read(Map.of("POE_P_B", "mine")).credentials();

        assertEquals(new Credentials(new Secret("mine"), null, null, new Secret("key")), credentials);
    }

    @Test
    void keyInEnvironment_takesTheAccountFromFile() throws IOException {
        writeCredentials("{\"p_b\": \"cookie\", \"api_key\": \"other\"}", "rw-------");

        Credentials credentials = read(Map.of("POE_API_KEY", "mine")).credentials();

        assertEquals(new Credentials(new Secret("cookie"), null, null, new Secret("mine")), credentials);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw----r-x"})
    void fileReadableByOthers_isRejected(String permissions) throws IOException {
        writeCredentials("{\"p_b\": \"SECRET\"}", permissions);

        var failure = assertThrows(InvalidSettingException.class, () -> read(Map.of()));

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("credentials.json") && message.contains("chmod 600"), message);
        assertFalse(message.contains("SECRET"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"p_b\": SECRET}", "[\"SECRET\"]", "{\"p_b\": {\"SECRET\": 1}}", "", "{\"p_b\": \"SECRET"})
    void malformedFile_isRejectedWithoutQuotingIt(String content) throws IOException {
        writeCredentials(content, "rw-------");

        var failure = assertThrows(InvalidSettingException.class, () -> read(Map.of()));

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("credentials.json"), message);
        assertFalse(message.contains("SECRET"), message);
        assertNull(failure.getCause(), "the parser's message quotes the file");
    }

    @Test
    void firstWrite_createsPrivateFolderAndFile() throws IOException {
        file().write(Map.of("api_key", "key"));

        assertEquals(new Secret("key"), read(Map.of()).credentials().apiKey());
        assertEquals("rw-------", permissions(file().path()));
        Path folder = Objects.requireNonNull(file().path().getParent());
        assertEquals("rwx------", permissions(folder));
        assertEquals("rwx------", permissions(home.resolve("config")));
        assertEquals(List.of("credentials.json"), namesIn(folder));
    }

    @Test
    void write_keepsOtherValues() throws IOException {
        writeCredentials("{\"p_b\": \"b\", \"formkey\": \"f\", \"api_key\": \"old\", \"later\": [1]}", "rw-------");

        file().write(Map.of("api_key", "new"));

        assertEquals(
                new ObjectMapper()
                        .readTree("{\"p_b\": \"b\", \"formkey\": \"f\", \"api_key\": \"new\", \"later\": [1]}"),
                new ObjectMapper().readTree(file().path().toFile()));
    }

    @Test
    void otherSession_removesWhatBelongsToTheOldOne() throws IOException {
        writeCredentials("{\"p_b\": \"b\", \"p_lat\": \"l\", \"formkey\": \"f\", \"api_key\": \"key\"}", "rw-------");

        file().write(Map.of("p_b", "b2"));

        assertEquals(
                new Credentials(new Secret("b2"), null, null, new Secret("key")),
                read(Map.of()).credentials());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"p_b\": \"SECRET\"} | rw-r--r--", "{\"p_b\": SECRET} | rw-------"})
    void unsafeOrMalformedFile_isNotReplaced(String content, String permissions) throws IOException {
        writeCredentials(content, permissions);

        var failure = assertThrows(InvalidSettingException.class, () -> file().write(Map.of("api_key", "NEW-KEY")));

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("credentials.json"), message);
        assertFalse(message.contains("SECRET") || message.contains("NEW-KEY"), message);
        assertEquals(content, Files.readString(file().path()));
        assertEquals(
                List.of("credentials.json"),
                namesIn(Objects.requireNonNull(file().path().getParent())));
    }

    @Test
    void folderThatIsAFile_failsWithoutTheSecret() throws IOException {
        Files.writeString(home.resolve("config"), "");

        var failure = assertThrows(InvalidSettingException.class, () -> file().write(Map.of("api_key", "NEW-KEY")));

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("cannot be written"), message);
        assertFalse(message.contains("NEW-KEY"), message);
    }

    @Test
    void delete_saysWhetherThereWasAFile() throws IOException {
        writeCredentials("no JSON at all", "rw-r--r--");

        assertTrue(file().delete());
        assertFalse(file().delete());
        assertFalse(Files.exists(file().path()));
    }

    private CredentialsFile file() {
        return CredentialsFile.in(
                Map.of("XDG_CONFIG_HOME", home.resolve("config").toString()));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    private Settings read(Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        return new SettingsReader(environment, Map.of()).read();
    }

    private void writeCredentials(String content, String permissions) throws IOException {
        Path file = Files.createDirectories(home.resolve("config").resolve("poe-mcp"))
                .resolve("credentials.json");
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
