package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** All tools on every build of the site, configured with cookies only. */
@ParameterizedClass
@EnumSource(SiteBuild.class)
final class AccountSuiteIT {
    private final SiteBuild build;

    @TempDir
    private Path folder;

    private PoeEmulator poe;
    private HostSession host;
    private OutputSchemas schemas;

    @SuppressWarnings("NullAway.Init")
    AccountSuiteIT(SiteBuild build) {
        this.build = build;
    }

    @BeforeEach
    void start() {
        poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(build));
        host = HostSession.openWithElicitation(
                Launch.serverFor(poe).in(folder).env("LC_ALL", "C.UTF-8"), // as the launcher sets it
                request -> object("action", "accept", "content", ConsentForm.agree(request)));
        schemas = OutputSchemas.listedBy(host);
    }

    @AfterEach
    void stop() {
        host.close();
        poe.close();
    }

    @Test
    void everyTool_returnsResultValidForItsSchema() {
        var called = new TreeSet<String>();

        JsonNode settings = ok(called, "get_settings");
        assertEquals(
                poe.ledger().balance(), settings.path("points").path("balance").asLong());
        JsonNode categories = ok(called, "get_available_categories").path("categories");
        assertTrue(categories.size() > 3, () -> "categories: " + categories);
        assertEquals(5, ok(called, "explore", "count", 5).path("bots").size());
        JsonNode user = ok(called, "explore", "query", "a", "entity_type", "user")
                .path("users")
                .path(0);
        ok(called, "get_user_info", "user_handle", user.path("handle").asText());
        assertTrue(ok(called, "follow_user", "user_id", user.path("user_id").asLong())
                .path("following")
                .asBoolean());
        assertFalse(
                ok(called, "unfollow_user", "user_handle", user.path("handle").asText())
                        .path("following")
                        .asBoolean());
        assertEquals(
                "Echo",
                ok(called, "get_bot_info", "bot_handle", "Echo").path("handle").asText());
        assertEquals(
                "Echo",
                ok(called, "set_default_bot", "bot_handle", "Echo")
                        .path("bot_handle")
                        .asText());
        assertEquals(
                4000,
                ok(called, "set_default_message_point_limit", "limit", 4000)
                        .path("limit")
                        .asLong());

        JsonNode reply = ok(called, "send_message", "message", "```html\n<h1>Pond</h1>\n```\n", "bot", "Echo");
        long chat = reply.path("chat").path("chat_id").asLong();
        String code = reply.path("chat").path("chat_code").asText();
        long botMessage = reply.path("message_id").asLong();
        long userMessage = reply.path("user_message_id").asLong();
        assertEquals(
                reply.path("text"), ok(called, "get_reply", "chat_code", code).path("text"));
        ok(
                called,
                "get_total_cost_points",
                "message_code",
                reply.path("message_code").asText());
        ok(called, "list_preview_apps", "message_id", botMessage);
        assertEquals(
                chat,
                ok(called, "get_chat_history", "count", 1)
                        .path("chats")
                        .path(0)
                        .path("chat_id")
                        .asLong());
        JsonNode messages = ok(called, "get_chat_messages", "chat_id", chat).path("messages");
        assertEquals("user", messages.path(0).path("author").asText());
        assertEquals(botMessage, messages.path(1).path("message_id").asLong());
        assertEquals(
                "The pond",
                ok(called, "set_chat_title", "chat_id", chat, "title", "The pond")
                        .path("title")
                        .asText());
        ok(called, "set_chat_context_optimization", "chat_code", code, "enabled", true);
        JsonNode share = ok(
                called, "get_message_share_url", "chat_id", chat, "message_ids", List.of(userMessage, botMessage));
        JsonNode imported =
                ok(called, "import_chat", "share_code", share.path("share_url").asText());
        JsonNode retried = ok(called, "retry_message", "chat_code", code);
        assertEquals(
                chat,
                ok(called, "cancel_message", "chat_id", chat).path("chat_id").asLong());
        ok(called, "clear_chat_context", "chat_id", chat);
        assertEquals(
                2,
                ok(called, "compare_bots", "message", "Hello", "bots", List.of("Echo", "Assistant"))
                        .path("replies")
                        .size());
        ok(
                called,
                "delete_messages",
                "chat_id",
                chat,
                "message_ids",
                List.of(retried.path("message_id").asLong()));
        assertTrue(ok(called, "delete_chat", "chat_id", imported.path("chat_id").asLong())
                .path("deleted")
                .asBoolean());
        assertTrue(ok(called, "purge_all_conversations").path("purged").asBoolean());
        assertEquals(0, ok(called, "get_chat_history").path("chats").size(), "the chats were purged");

        Set<String> listed = new TreeSet<>();
        host.list("tools/list", "tools")
                .forEach(tool -> listed.add(tool.path("name").asText()));
        assertEquals(listed, called, "every listed tool is called here");
    }

    @Test
    void streamedReply_arrivesAsProgress() {
        poe.bot("Basho").says("An old silent pond… ", "A frog jumps in🐸", " — splash! ", "Silence again.");

        var outcome =
                host.call("send_message", "message", "a haiku", "bot", "Basho").assertOk();

        assertEquals(
                "An old silent pond… A frog jumps in🐸 — splash! Silence again.",
                outcome.structured().path("text").asText());
        assertEquals(outcome.structured().path("text").asText(), outcome.progressText());
        assertEquals(1, poe.requests().count("sendMessage"));
    }

    @Test
    void chatIdOrCode_continuesTheChat() {
        JsonNode first = host.call("send_message", "message", "one", "bot", "Echo")
                .assertOk()
                .structured()
                .path("chat");

        host.call(
                        "send_message",
                        "message",
                        "two",
                        "chat_id",
                        first.path("chat_id").asLong())
                .assertOk();
        host.call(
                        "send_message",
                        "message",
                        "three",
                        "chat_code",
                        first.path("url").asText())
                .assertOk();

        assertEquals(
                List.of(first.path("chat_id").asLong()),
                poe.sentMessages().stream()
                        .map(message -> message.chatId())
                        .distinct()
                        .toList());
    }

    @Test
    void localFiles_areUploadedCompletely() throws Exception {
        byte[] bytes = new byte[300_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        Files.write(folder.resolve("noise.bin"), bytes);
        Files.writeString(folder.resolve("Grüße.txt"), "hello");

        host.call("send_message", "message", "read", "bot", "Echo", "files", List.of("noise.bin", "Grüße.txt"))
                .assertOk();

        var files = poe.sentMessages().get(0).files();
        assertEquals(
                List.of("noise.bin", "Grüße.txt"),
                files.stream().map(file -> file.name()).toList());
        assertEquals(
                List.of(300_000L, 5L),
                files.stream().map(file -> file.sizeBytes()).toList());
    }

    @Test
    void longChat_isReadPageByPage() {
        JsonNode chats = host.call("get_chat_history", "count", 100)
                .assertOk()
                .structured()
                .path("chats");
        assertTrue(chats.size() > 5, () -> "the account has chats: " + chats);

        var ids = new LinkedHashSet<Long>();
        String cursor = null;
        int pages = 0;
        long chat = chats.path(chats.size() - 1).path("chat_id").asLong();
        do {
            JsonNode page = host.call("get_chat_messages", "chat_id", chat, "count", 3, "cursor", cursor)
                    .assertOk()
                    .structured();
            page.path("messages")
                    .forEach(message -> ids.add(message.path("message_id").asLong()));
            cursor = page.path("next_cursor").isNull()
                    ? null
                    : page.path("next_cursor").asText();
            pages++;
        } while (cursor != null && pages < 200);

        JsonNode allMessages = host.call("get_chat_messages", "chat_id", chat, "count", 100)
                .assertOk()
                .structured();
        assertTrue(ids.size() >= allMessages.path("messages").size(), "no message is skipped between pages");
        assertTrue(pages < 200, "paging ends");
    }

    @Test
    void cutSocket_losesNoText() {
        poe.bot("Teller")
                .says("Once upon a time ", "there was a pond, ", "and in it ")
                .thenWaits(Duration.ofMillis(400))
                .says("a frog.");

        var call = host.startCall("send_message", object("message", "tell", "bot", "Teller"));
        Waiting.until("the first text", () -> !host.progressOf(call).isEmpty());
        poe.channel().cut();
        var outcome = host.outcome(call).assertOk();

        assertEquals(
                "Once upon a time there was a pond, and in it a frog.",
                outcome.structured().path("text").asText());
        assertEquals(1, poe.sentMessages().size());
    }

    private JsonNode ok(Set<String> called, String tool, Object... arguments) {
        called.add(tool);
        var outcome = host.call(tool, arguments).assertOk();
        schemas.assertValid(tool, outcome);
        assertFalse(outcome.text().isBlank(), () -> tool + " has no text");
        return outcome.structured();
    }
}
