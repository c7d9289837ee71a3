package dev.poemcp.it;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Account;
import dev.poemcp.poe.file.FolderTree;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;

/** A state folder with a browser profile that is signed in, as {@code poe-mcp login} leaves it. */
final class SignedInProfile {
    /** Of a browser with a window, so that a request shows whether it is kept. */
    static final String USER_AGENT =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/999.0.0.0 Safari/537.36";

    /** Profiles by account, each copied by every test: a start of Chromium costs more than the copy. */
    private static final Map<Account, Path> PROFILES = new HashMap<>();

    private SignedInProfile() {}

    /** @param state an empty folder, for {@code XDG_STATE_HOME} */
    static void create(PoeEmulator poe, Path state) throws IOException, InterruptedException {
        Path profile = Files.createDirectories(state.resolve("poe-mcp").resolve("browser"));
        copy(signedIn(poe), profile);
        Files.writeString(
                profile.resolve("browser.json"),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("program", program(state).toString())
                        .put("user_agent", USER_AGENT)
                        .toString());
    }

    /** The cookies are those of the host, at any port, so other emulators with this account accept them, too. */
    private static synchronized Path signedIn(PoeEmulator poe) throws IOException, InterruptedException {
        Path known = PROFILES.get(poe.account());
        if (known != null) {
            return known;
        }
        // Not below the module: Chromium refuses a profile whose path is too long for the name of a socket.
        Path used = Files.createTempDirectory("");
        try (var chromium = Chromium.start(used)) {
            var tab = chromium.open(URI.create("about:blank"));
            tab.setCookie(poe.url(), "p-b", poe.account().pB());
            tab.setCookie(poe.url(), "p-lat", poe.account().pLat());
            tab.closeBrowser();
            chromium.awaitEnd();
        }
        Path folder = Files.createDirectories(Path.of("target", "profiles").toAbsolutePath());
        Path profile = Files.createTempDirectory(folder, "");
        copy(used, profile);
        FolderTree.delete(used);
        PROFILES.put(poe.account(), profile);
        return profile;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (Files.isRegularFile(file)) { // a lock or a socket is not the copy's
                    Files.copy(file, target);
                }
            }
        }
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
