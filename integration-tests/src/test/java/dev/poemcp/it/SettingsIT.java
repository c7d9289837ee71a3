package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Missing, invalid and restricting settings. */
final class SettingsIT {
    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    SettingsIT() {}

    @Test
    void missingConfiguration_listsEveryToolAndCallNamesSetting() {
        try (var host = HostSession.open(Launch.server())) {
            var tools = host.list("tools/list", "tools");

            var outcome = host.call("get_settings").assertError("not_configured");

            assertTrue(tools.size() >= 26, () -> "lists " + tools.size());
            assertTrue(outcome.text().contains("POE_P_B"), outcome::text);
            assertTrue(outcome.text().contains("p-b"), outcome::text);
        }
    }

    @Test
    void readOnly_listsOnlyReadOnlyTools() {
        try (var host = HostSession.open(Launch.server().env("POE_READ_ONLY", "true"))) {
            var tools = host.list("tools/list", "tools");

            assertFalse(tools.isEmpty());
            for (var tool : tools) {
                assertTrue(tool.path("annotations").path("readOnlyHint").asBoolean(), tool::toString);
            }
        }
    }

    @Test
    void disabledTool_isUnknownAndErrorNamesSetting() {
        try (var host = HostSession.open(Launch.server().arguments("--toolsets", "chats"))) {
            var response = host.await(host.request("tools/call", HostSession.object("name", "get_settings")));

            assertEquals(-32602, response.path("error").path("code").asInt(), response::toString);
            assertTrue(response.path("error").path("message").asText().contains("POE_TOOLSETS"), response::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POE_WAIT_SECONDS, soon",
        "POE_WAIT_SECONDS, -1",
        "POE_READ_ONLY, perhaps",
        "POE_CONFIRM, sometimes",
        "POE_TOOLSETS, 'chats,cats'",
        "POE_TOOLS, send_massage",
        "POE_MAX_POINTS, many",
        "POE_BASE_URL, poe.com",
        "POE_BASE_URL, http://poe.com",
        "HTTPS_PROXY, socks5://127.0.0.1:1080",
        "https_proxy, http://127.0.0.1:99999",
        "POE_LOG_LEVEL, loud",
        "POE_SITE_PROFILE, /no/such/profile.json",
    })
    void invalidSetting_stopsStartWithMessage(String variable, String value) throws Exception {
        try (var server = Launch.server().env(variable, value).start()) {
            server.closeInput();
            var exit = server.awaitExit(Duration.ofSeconds(20));

            assertEquals(2, exit.code(), server::stderr);
            assertTrue(server.stderr().contains(variable), server::stderr);
            assertFalse(server.stderr().contains("\tat "), server::stderr);
            assertEquals("", server.stdout());
        }
    }

    @Test
    void option_overridesVariable() {
        try (var host =
                HostSession.open(Launch.server().env("POE_TOOLSETS", "chats").arguments("--toolsets", "account"))) {
            var names = host.list("tools/list", "tools").stream()
                    .map(tool -> tool.path("name").asText())
                    .toList();

            assertTrue(names.contains("get_settings"), names::toString);
            assertFalse(names.contains("get_chat_history"), names::toString);
        }
    }

    @Test
    void credentialsFile_isUsed() throws Exception {
        try (var poe = PoeEmulator.start()) {
            write(
                    "{\"p_b\": \"" + poe.account().pB() + "\", \"p_lat\": \""
                            + poe.account().pLat() + "\"}",
                    "rw-------");
            var launch = Launch.server()
                    .env("XDG_CONFIG_HOME", folder.toString())
                    .env("POE_BASE_URL", poe.url().toString());

            try (var host = HostSession.open(launch)) {
                host.call("get_settings").assertOk();
            }
        }
    }

    @Test
    void credentialsFileReadableByOthers_isRejected() throws Exception {
        write("{\"p_b\": \"SECRET-VALUE\"}", "rw-r--r--");
        try (var server =
                Launch.server().env("XDG_CONFIG_HOME", folder.toString()).start()) {
            server.closeInput();
            var exit = server.awaitExit(Duration.ofSeconds(20));

            assertEquals(2, exit.code(), server::stderr);
            assertTrue(server.stderr().contains("credentials.json"), server::stderr);
            assertFalse(server.stderr().contains("SECRET-VALUE"), server::stderr);
        }
    }

    private void write(String json, String permissions) throws Exception {
        Path file = Files.createDirectories(folder.resolve("poe-mcp")).resolve("credentials.json");
        Files.writeString(file, json);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
