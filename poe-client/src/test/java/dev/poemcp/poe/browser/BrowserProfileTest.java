package dev.poemcp.poe.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BrowserProfileTest {
    @TempDir
    private Path folder;

    private BrowserProfile profile;

    @SuppressWarnings("NullAway.Init")
    BrowserProfileTest() {}

    @BeforeEach
    void create() {
        profile = new BrowserProfile(folder);
    }

    @Test
    void emptyFolder_isNoProfile() {
        assertFalse(profile.exists());
        assertEquals(Optional.empty(), profile.program());
        assertEquals(Optional.empty(), profile.endpoint());
    }

    @Test
    void rememberedBrowser_isReadAgain() throws IOException {
        profile.remember(Path.of("/opt/browser"), "Agent/1");

        assertTrue(profile.exists());
        assertEquals(Optional.of(Path.of("/opt/browser")), profile.program());
        assertEquals(Optional.of("Agent/1"), profile.userAgent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"program\": \"/opt", "[]", "{\"program\": 1, \"user_agent\": \"\"}"})
    void halfWrittenDescription_isIgnored(String text) throws IOException {
        Files.writeString(folder.resolve("browser.json"), text);

        assertEquals(Optional.empty(), profile.userAgent());
    }

    @Test
    void runningBrowser_isFoundByPortAndPath() throws IOException {
        Files.writeString(folder.resolve("DevToolsActivePort"), "4321\n/devtools/browser/6b1c-ff");

        assertEquals(Optional.of(URI.create("ws://127.0.0.1:4321/devtools/browser/6b1c-ff")), profile.endpoint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4321",
                "4321\n",
                "0\n/devtools/browser/1",
                "70000\n/devtools/browser/1",
                "80\n@evil.example/",
                "x\ny"
            })
    void halfWrittenPort_isIgnored(String text) throws IOException {
        Files.writeString(folder.resolve("DevToolsActivePort"), text);

        assertEquals(Optional.empty(), profile.endpoint());
    }
}
