package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Missing, invalid and restricting settings. */
@ExtendWith(ServerExtension.class)
final class SettingsIT {
    @Test
    void missingConfiguration_listsEveryToolAndCallNamesSetting(Servers servers) {
        var host = servers.stdio(Launch.server());
        var tools = host.list("tools/list", "tools");

        var outcome = host.call("get_settings").assertError("not_configured");

        assertTrue(tools.size() >= 26, () -> "lists " + tools.size());
        assertTrue(outcome.text().contains("POE_P_B"), outcome::text);
        assertTrue(outcome.text().contains("p-b"), outcome::text);
    }

    @Test
    void readOnly_listsOnlyReadOnlyTools(Servers servers) {
        var host = servers.stdio(Launch.server().env("POE_READ_ONLY", "true"));
        var tools = host.list("tools/list", "tools");

        assertFalse(tools.isEmpty());
        for (var tool : tools) {
            assertTrue(tool.path("annotations").path("readOnlyHint").asBoolean(), tool::toString);
        }
    }

    @Test
    void disabledTool_isUnknownAndErrorNamesSetting(Servers servers) {
        var host = servers.stdio(Launch.server().arguments("--toolsets", "chats"));
        var response = host.await(host.request("tools/call", HostSession.object("name", "get_settings")));

        assertEquals(-32602, response.path("error").path("code").asInt(), response::toString);
        assertTrue(response.path("error").path("message").asText().contains("POE_TOOLSETS"), response::toString);
    }

    @Test
    void apiKeyAlone_hidesToolsOfTheAccountAndErrorNamesSetting(Servers servers) {
        var host = servers.stdio(Launch.server().env("POE_API_KEY", "sk-poe-EXAMPLE"));
        var names = host.list("tools/list", "tools").stream()
                .map(tool -> tool.path("name").asText())
                .toList();
        var response = host.await(host.request("tools/call", HostSession.object("name", "get_settings")));

        assertTrue(names.contains("send_message"), names::toString);
        assertFalse(names.contains("get_settings"), names::toString);
        assertEquals(-32602, response.path("error").path("code").asInt(), response::toString);
        assertTrue(response.path("error").path("message").asText().contains("POE_P_B"), response::toString);
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
        var result = CommandsIT.run(Launch.server().env(variable, value));

        assertEquals(2, result.code(), result::stderr);
        assertTrue(result.stderr().contains(variable), result::stderr);
        assertFalse(result.stderr().contains("\tat "), result::stderr);
        assertEquals("", result.stdout());
    }

    @Test
    void option_overridesVariable(Servers servers) {
        var host = servers.stdio(Launch.server().env("POE_TOOLSETS", "chats").arguments("--toolsets", "account"));
        var names = host.list("tools/list", "tools").stream()
                .map(tool -> tool.path("name").asText())
                .toList();

        assertTrue(names.contains("get_settings"), names::toString);
        assertFalse(names.contains("get_chat_history"), names::toString);
    }

    @Test
    void credentialsFile_isUsed(@TempDir Path folder, PoeEmulator poe, Servers servers) throws Exception {
        write(
                folder,
                "{\"p_b\": \"" + poe.account().pB() + "\", \"p_lat\": \""
                        + poe.account().pLat() + "\"}",
                "rw-------");
        var launch = Launch.server()
                .env("XDG_CONFIG_HOME", folder.toString())
                .env("POE_BASE_URL", poe.url().toString());

        servers.stdio(launch).call("get_settings").assertOk();
    }

    @Test
    void credentialsFileReadableByOthers_isRejected(@TempDir Path folder) throws Exception {
        write(folder, "{\"p_b\": \"SECRET-VALUE\"}", "rw-r--r--");

        var result = CommandsIT.run(Launch.server().env("XDG_CONFIG_HOME", folder.toString()));

        assertEquals(2, result.code(), result::stderr);
        assertTrue(result.stderr().contains("credentials.json"), result::stderr);
        assertFalse(result.stderr().contains("SECRET-VALUE"), result::stderr);
    }

    private static void write(Path folder, String json, String permissions) throws Exception {
        Path file = Files.createDirectories(folder.resolve("poe-mcp")).resolve("credentials.json");
        Files.writeString(file, json);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
