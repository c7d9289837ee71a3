package dev.poemcp.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Conversations with an API key, which this program keeps, across its processes. */
@ExtendWith(ServerExtension.class)
final class ApiConversationsIT {
    @TempDir
    private Path home;

    private final PoeEmulator poe;
    private final Servers servers;

    @SuppressWarnings("NullAway.Init")
    ApiConversationsIT(PoeEmulator poe, Servers servers) {
        this.poe = poe;
        this.servers = servers;
        poe.bot("Echo").answers(message -> "You said: " + message);
    }

    @Test
    void keptConversation_continuesInAnotherProcess() throws Exception {
        String code = conversationOfFirstProcess(launch().env("POE_KEEP_CONVERSATIONS", "true"));
        var second = servers.stdio(launch().env("POE_KEEP_CONVERSATIONS", "true"));

        var reply = second.call("send_message", "message", "two", "chat_code", code)
                .assertOk()
                .structured();
        var messages = second.call("get_chat_messages", "chat_code", code)
                .assertOk()
                .structured()
                .path("messages");

        assertEquals("You said: two", reply.path("text").asText());
        assertEquals(code, reply.path("chat").path("chat_code").asText());
        assertEquals(List.of("one", "You said: one", "two", "You said: two"), messages.findValuesAsText("text"), code);
        var sent = poe.requests().of("apiBotQuery");
        assertTrue(
                new String(sent.get(1).body(), UTF_8).contains("You said: one"),
                "the second question carries the first answer");
    }

    @Test
    void conversationThatIsNotKept_isNotFoundByAnotherProcess() throws Exception {
        String code = conversationOfFirstProcess(launch());
        var second = servers.stdio(launch());

        second.call("send_message", "message", "two", "chat_code", code).assertError("chat_not_found");

        assertEquals(1, poe.requests().count("apiBotQuery"));
        assertFalse(Files.exists(home.resolve("state")), "nothing is written");
    }

    @Test
    void keptConversation_isReadableByTheUserAloneAndHasNoKey() throws Exception {
        conversationOfFirstProcess(launch().env("POE_KEEP_CONVERSATIONS", "true"));

        List<Path> files = files();

        assertTrue(files.stream().anyMatch(file -> file.startsWith(home.resolve("state"))), files::toString);
        for (Path file : files) {
            assertFalse(new String(Files.readAllBytes(file), UTF_8).contains(poe.apiKey()), file::toString);
            assertFalse(file.toString().contains(poe.apiKey().substring(7, 15)), file::toString);
            String permissions = Files.getPosixFilePermissions(file).toString();
            assertFalse(permissions.contains("GROUP") || permissions.contains("OTHERS"), file + " " + permissions);
        }
    }

    @Test
    void keptConversation_isNotFoundWithAnotherKey() throws Exception {
        String code = conversationOfFirstProcess(launch().env("POE_KEEP_CONVERSATIONS", "true"));
        var other = servers.stdio(launch().env("POE_KEEP_CONVERSATIONS", "true")
                .env("POE_API_KEY", poe.apiKeys().add("other")));

        other.call("get_chat_messages", "chat_code", code).assertError("chat_not_found");
    }

    private Launch launch() {
        return Launch.withKey(poe)
                .env("HOME", home.toString())
                .env("XDG_CONFIG_HOME", home.resolve("config").toString())
                .env("XDG_STATE_HOME", home.resolve("state").toString());
    }

    /** Asks one question in a process of its own; returns the code of the conversation. */
    private static String conversationOfFirstProcess(Launch launch) throws IOException, InterruptedException {
        try (var host = HostSession.open(launch)) {
            String code = host.call("send_message", "message", "one", "bot", "Echo")
                    .assertOk()
                    .structured()
                    .path("chat")
                    .path("chat_code")
                    .asText();
            assertTrue(code.startsWith("api-"), code);
            return code;
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(home)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
