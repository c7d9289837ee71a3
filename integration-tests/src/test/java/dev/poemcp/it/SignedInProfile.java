package dev.poemcp.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A state folder with a browser profile that is signed in, as {@code poe-mcp login} leaves it. */
final class SignedInProfile {
    /** Of a browser with a window, so that a request shows whether it is kept. */
    static final String USER_AGENT =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/999.0.0.0 Safari/537.36";

    private SignedInProfile() {}

    /** @param state an empty folder, for {@code XDG_STATE_HOME} */
    static void create(PoeEmulator poe, Path state) throws IOException, InterruptedException {
        Path profile = Files.createDirectories(state.resolve("poe-mcp").resolve("browser"));
        try (var chromium = Chromium.start(profile)) {
            var tab = chromium.open(URI.create("about:blank"));
            tab.setCookie(poe.url(), "p-b", poe.account().pB());
            tab.setCookie(poe.url(), "p-lat", poe.account().pLat());
            tab.closeBrowser();
            chromium.awaitEnd();
        }
        Files.writeString(
                profile.resolve("browser.json"),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("program", program(state).toString())
                        .put("user_agent", USER_AGENT)
                        .toString());
    }

    /** Chromium's sandbox works neither for root nor on every CI machine, and users need no such option. */
    private static Path program(Path state) throws IOException {
        Path script = Files.writeString(
                state.resolve("browser.sh"),
                "#!/bin/sh\nexec " + Chromium.program().orElseThrow()
                        + " --no-sandbox --disable-gpu --disable-dev-shm-usage \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }
}
