package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** All tools on every build of the site, configured with cookies only. */
@ParameterizedClass
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnumSource(SiteBuild.class)
@ExtendWith(ServerExtension.class)
final class AccountSuiteIT {
    @Parameter
    private SiteBuild build;

    private Path folder;
    private PoeEmulator poe;
    private HostSession host;
    private OutputSchemas schemas;

    @SuppressWarnings("NullAway.Init")
    AccountSuiteIT() {}

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path folder, Servers servers) {
        this.folder = folder;
        poe = servers.closeAfterTest(
                PoeEmulator.start(EmulatorOptions.defaults().withBuild(build)));
        host = servers.stdio(
                Launch.serverFor(poe)
                        .measuringCoverage()
                        .in(folder)
                        .env("LC_ALL", "C.UTF-8"), // as the launcher sets it
                request -> object("action", "accept", "content", ConsentForm.agree(request)));
        schemas = OutputSchemas.listedBy(host);
    }

    /** Last, since it deletes all chats. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everyTool_returnsResultValidForItsSchema() {
        long balance = poe.ledger().balance();

        var scenario = Scenario.play("node/every-tool.json", this::call);

        assertEquals(
                balance,
                scenario.saved("settings").path("points").path("balance").asLong());
        Set<String> listed = new TreeSet<>();
        host.list("tools/list", "tools")
                .forEach(tool -> listed.add(tool.path("name").asText()));
        Set<String> called = new TreeSet<>(scenario.called());
        called.add("get_usage_history");
        assertEquals(listed, called, "every listed tool is called in every-tool.json or usage-history.json");
    }

    @Test
    void usageHistory_isListedByTheBuildThatHasIt() {
        host.call("send_message", "message", "one", "bot", "Echo").assertOk();
        host.call("send_message", "message", "two", "bot", "Echo").assertOk();

        if (build == SiteBuild.SEPTEMBER_2026) {
            Scenario.play("node/usage-history.json", this::call);
        } else {
            call("get_usage_history", object()).assertError("query_outdated");
        }
    }

    @Test
    void streamedReply_arrivesAsProgress() {
        int sendsBefore = poe.requests().count("sendMessage");
        poe.bot("Basho")
                .says("An old silent pond… ", "A frog jumps in🐸", " — splash! ", "Silence again.")
                .suggests("Another one");

        var outcome =
                host.call("send_message", "message", "a haiku", "bot", "Basho").assertOk();

        assertEquals(
                "An old silent pond… A frog jumps in🐸 — splash! Silence again.",
                outcome.structured().path("text").asText());
        assertEquals(outcome.structured().path("text").asText(), outcome.progressText());
        assertEquals(sendsBefore + 1, poe.requests().count("sendMessage"));
    }

    @Test
    void chatIdOrCode_continuesTheChat() {
        int sentBefore = poe.sentMessages().size();
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
                        .skip(sentBefore)
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
        int sentBefore = poe.sentMessages().size();

        host.call("send_message", "message", "read", "bot", "Echo", "files", List.of("noise.bin", "Grüße.txt"))
                .assertOk();

        var files = poe.sentMessages().get(sentBefore).files();
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
        int sentBefore = poe.sentMessages().size();
        poe.bot("Teller")
                .says("Once upon a time ", "there was a pond, ", "and in it ")
                .thenWaits(Duration.ofMillis(400))
                .says("a frog.")
                .suggests("And then?");

        var call = host.startCall("send_message", object("message", "tell", "bot", "Teller"));
        Waiting.until("the first text", () -> !host.progressOf(call).isEmpty());
        poe.channel().cut();
        var outcome = host.outcome(call).assertOk();

        assertEquals(
                "Once upon a time there was a pond, and in it a frog.",
                outcome.structured().path("text").asText());
        assertEquals(sentBefore + 1, poe.sentMessages().size());
    }

    private ToolOutcome call(String tool, ObjectNode arguments) {
        var outcome = host.outcome(host.startCall(tool, arguments));
        if (!outcome.isError()) {
            schemas.assertValid(tool, outcome);
        }
        assertFalse(outcome.text().isBlank(), () -> tool + " has no text");
        return outcome;
    }
}
