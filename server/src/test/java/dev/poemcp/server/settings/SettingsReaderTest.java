package dev.poemcp.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.proxy.ProxySettings;
import dev.poemcp.tool.Toolset;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsReaderTest {
    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init")
    SettingsReaderTest() {}

    @Test
    void defaults_areTheContracts() {
        Settings settings = read(Map.of());

        assertEquals(
                new Settings(
                        Credentials.NONE,
                        URI.create("https://poe.com"),
                        URI.create("https://api.poe.com"),
                        null,
                        false,
                        null,
                        Set.of(Toolset.values()),
                        Set.of(),
                        false,
                        ConfirmPolicy.PURGE,
                        null,
                        null,
                        Duration.ofSeconds(50),
                        null,
                        null,
                        ProxySettings.NONE,
                        TransportMode.DIRECT,
                        LogLevel.WARN),
                settings);
    }

    @Test
    void everyVariable_setsItsSetting() throws IOException {
        Path profile = Files.writeString(home.resolve("profile.json"), "{}");
        Map<String, String> all = new HashMap<>(Map.of(
                "POE_P_B", "cookie%3D%3D",
                "POE_P_LAT", "lat",
                "POE_FORMKEY", "0123456789abcdef",
                "POE_BASE_URL", "http://127.0.0.1:8080/",
                "POE_SITE_PROFILE", profile.toString(),
                "POE_TOOLSETS", "chats, Messages",
                "POE_TOOLS", "get_settings",
                "POE_READ_ONLY", "true",
                "POE_CONFIRM", "destructive"));
        all.putAll(Map.of(
                "POE_MAX_POINTS_PER_MESSAGE", "100",
                "POE_MAX_POINTS", "2000",
                "POE_WAIT_SECONDS", "0",
                "POE_FILES", "/tmp/a" + File.pathSeparator + "~/b",
                "POE_API_KEY", "sk-poe-EXAMPLE",
                "POE_API_BASE_URL", "http://localhost:8081",
                "POE_KEEP_CONVERSATIONS", "true",
                "POE_OAUTH_CLIENT_ID", "client_1",
                "POE_ARCHIVE", "/tmp/archive",
                "POE_LOG_LEVEL", "Debug"));
        all.putAll(Map.of(
                "HTTPS_PROXY", "user:pass@proxy.example:3128",
                "NO_PROXY", "a.example,.b.example",
                "POE_MULTI_USER", "true",
                "POE_TRANSPORT", "browser",
                "POE_HTTP_TOKEN", "token",
                "POE_ALLOWED_ORIGINS", "https://a.example, http://b.example:8080/"));
        assertEquals(Setting.values().length, all.size(), "a new setting must be added here");

        Settings settings = read(all);

        assertEquals(
                new Settings(
                        new Credentials(
                                new Secret("cookie%3D%3D"),
                                new Secret("lat"),
                                new Secret("0123456789abcdef"),
                                new Secret("sk-poe-EXAMPLE")),
                        URI.create("http://127.0.0.1:8080"),
                        URI.create("http://localhost:8081"),
                        profile,
                        true,
                        "client_1",
                        Set.of(Toolset.CHATS, Toolset.MESSAGES),
                        Set.of("get_settings"),
                        true,
                        ConfirmPolicy.DESTRUCTIVE,
                        100L,
                        2000L,
                        Duration.ZERO,
                        List.of(Path.of("/tmp/a"), home.resolve("b")),
                        null,
                        new ProxySettings(URI.create("http://user:pass@proxy.example:3128"), "a.example,.b.example"),
                        TransportMode.BROWSER,
                        LogLevel.DEBUG),
                settings);
        assertEquals(
                new HttpSettings(new Secret("token"), Set.of("https://a.example", "http://b.example:8080"), true),
                new SettingsReader(environment(all), Map.of()).readHttp());
    }

    @Test
    void archive_isForOneAccount() {
        Map<String, String> one = Map.of("POE_ARCHIVE", "~/chats");
        Map<String, String> many = Map.of("POE_ARCHIVE", "~/chats", "POE_MULTI_USER", "true");

        assertEquals(home.resolve("chats"), read(one).archive());
        assertNull(read(many).archive());
        assertEquals(
                List.of("POE_ARCHIVE is ignored with POE_MULTI_USER, since an archive has the chats of one account."),
                new SettingsReader(environment(many), Map.of()).warnings());
    }

    @Test
    void noHttpSettings_haveNoTokenAndNoOrigin() {
        assertEquals(
                new HttpSettings(null, Set.of(), false),
                new SettingsReader(environment(Map.of()), Map.of()).readHttp());
    }

    @Test
    void option_overridesVariable() {
        Settings settings = new SettingsReader(
                        environment(Map.of("POE_CONFIRM", "never")), Map.of(Setting.CONFIRM, "destructive"))
                .read();

        assertEquals(ConfirmPolicy.DESTRUCTIVE, settings.confirm());
    }

    @Test
    void emptyValue_countsAsNotSet() {
        Settings settings = read(Map.of("POE_MAX_POINTS", " ", "POE_P_B", "", "POE_TOOLSETS", ""));

        assertNull(settings.maxPoints());
        assertFalse(settings.credentials().hasAccount());
        assertEquals(Set.of(Toolset.values()), settings.toolsets());
    }

    @ParameterizedTest
    @CsvSource({
        "POE_WAIT_SECONDS, soon, 3600",
        "POE_WAIT_SECONDS, -1, 3600",
        "POE_WAIT_SECONDS, 3601, 3600",
        "POE_READ_ONLY, perhaps, true or false",
        "POE_CONFIRM, sometimes, 'never, purge, destructive'",
        "POE_TOOLSETS, 'chats,cats', 'messages, bots, chats'",
        "POE_TOOLS, send_massage, send_message",
        "POE_MAX_POINTS, many, points",
        "POE_MAX_POINTS_PER_MESSAGE, 1.5, points",
        "POE_BASE_URL, poe.com, https://poe.com",
        "POE_BASE_URL, http://poe.com, https",
        "POE_BASE_URL, http://127.example.org, https",
        "POE_BASE_URL, http://192.168.1.2:8080, https",
        "POE_API_BASE_URL, http://api.poe.com, https",
        "POE_API_BASE_URL, https://api.poe.com/v1, https://poe.com",
        "POE_KEEP_CONVERSATIONS, perhaps, true or false",
        "HTTPS_PROXY, http://, http://proxy.example:3128",
        "HTTPS_PROXY, http://proxy.example:0, http://proxy.example:3128",
        "HTTPS_PROXY, http://proxy.example:99999, http://proxy.example:3128",
        "HTTPS_PROXY, socks5://proxy.example, http://proxy.example:3128",
        "https_proxy, not a proxy, http://proxy.example:3128",
        "POE_BASE_URL, ftp://poe.com, https://poe.com",
        "POE_BASE_URL, https://user:pass@poe.com, https://poe.com",
        "POE_BASE_URL, https://poe.com/path, https://poe.com",
        "POE_BASE_URL, 'https://poe .com', https://poe.com",
        "POE_LOG_LEVEL, loud, 'error, warn, info, debug'",
        "POE_SITE_PROFILE, /no/such/profile.json, file",
    })
    void unusableValue_isRejectedWithWhatIsAllowed(String variable, String value, String allowed) {
        var failure = assertThrows(InvalidSettingException.class, () -> read(Map.of(variable, value)));

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(variable), message);
        assertTrue(message.contains(allowed), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://localhost:1",
                "http://poe.localhost:1",
                "http://[::1]:1",
                "https://poe.example"
            })
    void baseUrlThatKeepsCookiesPrivate_isAccepted(String url) {
        assertEquals(URI.create(url), read(Map.of("POE_BASE_URL", url)).baseUrl());
    }

    @Test
    void proxyVariablesInLowerCase_areRead() {
        ProxySettings proxy = read(Map.of("https_proxy", "http://proxy.example", "no_proxy", "*", "HTTPS_PROXY", " "))
                .proxy();

        assertEquals(new ProxySettings(URI.create("http://proxy.example"), "*"), proxy);
    }

    @Test
    void passwordOfProxy_isNotInError() {
        var failure = assertThrows(
                InvalidSettingException.class, () -> read(Map.of("HTTPS_PROXY", "socks5://user:SECRET@proxy.example")));

        assertFalse(String.valueOf(failure.getMessage()).contains("SECRET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;b", "a\"b", "a\nb", "ä", "a,b"})
    void credentialWithForeignCharacter_isRejectedWithoutShowingIt(String value) {
        for (String variable : List.of("POE_P_B", "POE_API_KEY")) {
            var failure = assertThrows(InvalidSettingException.class, () -> read(Map.of(variable, value)));

            String message = String.valueOf(failure.getMessage());
            assertTrue(message.contains(variable), message);
            assertFalse(message.contains(value), message);
        }
    }

    @Test
    void unknownVariable_givesWarningWithTheClosest() {
        List<String> warnings =
                new SettingsReader(environment(Map.of("POE_READONLY", "true", "PATH", "/bin")), Map.of()).warnings();

        assertEquals(List.of("POE_READONLY is not a setting of this version. Did you mean POE_READ_ONLY?"), warnings);
    }

    @Test
    void settings_doNotPrintCredentials() {
        Settings settings = read(Map.of(
                "POE_P_B", "SECRET-B", "POE_P_LAT", "SECRET-L", "POE_FORMKEY", "SECRET-F", "POE_API_KEY", "SECRET-K"));

        assertFalse(settings.toString().contains("SECRET"), settings::toString);
    }

    @Test
    void secrets_haveNoOption() {
        for (Setting setting : Setting.values()) {
            boolean mayHoldOne = setting.secret() || setting.valueType() == Setting.ValueType.PROXY;
            assertEquals(mayHoldOne, setting.option() == null, setting.variable());
        }
        assertEquals("--max-points-per-message", Setting.MAX_POINTS_PER_MESSAGE.option());
    }

    private Settings read(Map<String, String> variables) {
        return new SettingsReader(environment(variables), Map.of()).read();
    }

    private Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        return environment;
    }
}
