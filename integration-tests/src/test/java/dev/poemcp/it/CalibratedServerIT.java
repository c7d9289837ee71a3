package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.LoggedRequest;
import dev.poemcp.emulator.control.SiteBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new home is calibrated with the requests of another one, after the site has changed all of its hashes. */
final class CalibratedServerIT {
    @TempDir
    Path folder;

    @Test
    void captureOfChangedSite_letsFreshHomeWorkWithoutPage() throws Exception {
        try (var poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026))) {
            poe.bot("Haiku").says("old pond").suggests("more");
            poe.persistedQueries().renew();
            everydayCalls(Launch.serverFor(poe));
            Path capture = capture(poe);
            poe.requests().clear();

            var result = CommandsIT.run(
                    at(Launch.withoutCredentials(poe)).arguments("calibrate", capture.toString(), "--credentials"));

            assertEquals(0, result.code(), result::toString);
            assertTrue(result.stdout().contains("signature: confirmed"), result::toString);
            assertTrue(result.stdout().contains("sendMessage"), result::toString);
            assertFalse(
                    (result.stdout() + result.stderr()).contains(poe.account().pB()), "no secret is shown");
            Path credentials = folder.resolve("config/poe-mcp/credentials.json");
            Path knowledge = folder.resolve("cache/poe-mcp/site.json");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials)));
            assertFalse(Files.readString(knowledge).contains(poe.account().formkey()), "no secret is in the knowledge");
            assertEquals(0, poe.requests().all().size(), "calibrate asks nobody");

            everydayCalls(at(Launch.withoutCredentials(poe)));

            assertEquals(0, poe.requests().count("home"));
            assertEquals(0, poe.requests().count("script"));
            assertEquals(2, poe.sentMessages().size());
        }
    }

    private Launch at(Launch launch) {
        return launch.env("XDG_CONFIG_HOME", folder.resolve("config").toString())
                .env("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }

    private static void everydayCalls(Launch launch) {
        try (var session = HostSession.open(launch)) {
            session.call("get_settings").assertOk();
            var reply = session.call("send_message", "bot", "Haiku", "message", "hi");
            reply.assertOk();
            String chat = reply.structured().at("/chat/chat_code").asText();
            session.call("get_chat_history").assertOk();
            session.call("get_chat_messages", "chat_code", chat).assertOk();
            session.call("set_chat_title", "chat_code", chat, "title", "Pond").assertOk();
            session.call("get_bot_info", "bot_handle", "Haiku").assertOk();
        }
    }

    /** The requests that the site got, as a browser would save them. */
    private Path capture(PoeEmulator poe) throws Exception {
        var entries = JsonNodeFactory.instance.arrayNode();
        poe.requests().all().stream()
                .filter(request -> request.path().startsWith("/api/"))
                .forEach(request -> entries.add(entry(poe, request)));
        ObjectNode har = JsonNodeFactory.instance.objectNode();
        har.putObject("log").put("version", "1.2").set("entries", entries);
        return Files.writeString(folder.resolve("poe.har"), har.toString());
    }

    private static ObjectNode entry(PoeEmulator poe, LoggedRequest logged) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        ObjectNode request = entry.putObject("request")
                .put("method", logged.method())
                .put("url", poe.url().resolve(logged.path()).toString());
        var headers = request.putArray("headers");
        logged.headers()
                .forEach((name, values) -> values.forEach(
                        value -> headers.addObject().put("name", name).put("value", value)));
        request.putObject("postData").put("text", logged.bodyText());
        entry.putObject("response").put("status", 200);
        return entry;
    }
}
