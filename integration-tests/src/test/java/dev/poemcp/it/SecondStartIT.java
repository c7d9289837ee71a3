package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Knowledge about the site is reused by the next process. */
@ExtendWith(ServerExtension.class)
final class SecondStartIT {
    @Test
    void secondProcess_usesCachedKnowledgeWithoutSecrets(PoeEmulator poe, @TempDir Path cache) throws IOException {
        poe.bot("Haiku").says("old pond");
        ask(poe, cache);
        poe.requests().clear();
        ask(poe, cache);

        var requestsBeforeSend = poe.requests().all().stream()
                .map(LoggedRequest::operation)
                .takeWhile(operation -> !operation.equals("sendMessage"))
                .filter(operation -> !operation.equals("script"))
                .sorted()
                .toList();
        var file = cache.resolve("poe-mcp").resolve("site.json");
        var siteKnowledge = Files.readString(file);
        assertEquals(List.of("botInfo", "home", "socket", "subscribe"), requestsBeforeSend);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(
                siteKnowledge.contains(poe.account().pB())
                        || siteKnowledge.contains(poe.account().formkey()),
                siteKnowledge);
    }

    private static void ask(PoeEmulator poe, Path cache) {
        var launch = Launch.serverFor(poe).env("XDG_CACHE_HOME", cache.toString());
        try (var host = HostSession.open(launch)) {
            host.call("send_message", "bot", "Haiku", "message", "go").assertOk();
        }
    }
}
