package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.LoggedRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code POE_TRANSPORT=browser} with a real browser: the site sees nothing but requests of a page. */
@RequiresChromium
@ExtendWith(ServerExtension.class)
final class BrowserTransportIT {
    private static final Duration A_SECOND = Duration.ofSeconds(1);
    private static final Duration SHUTDOWN = Duration.ofSeconds(3);

    private final PoeEmulator poe;
    private final Servers servers;

    @TempDir
    private Path state;

    @SuppressWarnings("NullAway.Init")
    BrowserTransportIT(PoeEmulator poe, Servers servers) {
        this.poe = poe;
        this.servers = servers;
    }

    @BeforeEach
    void signIn() throws Exception {
        SignedInProfile.create(poe, state);
        poe.requests().clear();
    }

    private Launch launch() {
        return Launch.serverFor(poe).env("POE_TRANSPORT", "browser").env("XDG_STATE_HOME", state.toString());
    }

    @Test
    void readStreamAndUpload_comeFromPage(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "read me");
        poe.bot("Slow").says("one ", "two ", "three").every(Duration.ofMillis(300));
        var host = servers.stdio(launch().env("POE_FILES", folder.toString()));

        host.call("get_settings").assertOk();
        var arguments = object("message", "hi", "bot", "Slow");
        arguments.putArray("files").add(file.toString());
        var call = host.startCall("send_message", arguments);
        var outcome = host.outcome(call).assertOk();

        assertEquals("one two three", outcome.structured().path("text").asText());
        assertTrue(host.progressOf(call).size() >= 2, "the reply is streamed");
        assertEquals("one two three", outcome.progressText());
        assertEquals(sha256(file), poe.uploads().get(0).sha256());
        assertEquals(1, poe.requests().executions("sendMessage"));
        assertFalse(poe.requests().of("socket").isEmpty(), "the channel is open");
        poe.requests().all().forEach(BrowserTransportIT::assertOfBrowser);
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static void assertOfBrowser(LoggedRequest request) {
        assertEquals(SignedInProfile.USER_AGENT, request.header("user-agent").orElse(""), request.path());
        boolean isPage = request.header("sec-fetch-site").isPresent();
        boolean isSocket = request.header("sec-websocket-extensions").isPresent();
        assertTrue(isPage || isSocket, request + " looks like no browser's");
    }

    @Test
    void doctor_checksEveryLinkThroughTheBrowser() throws Exception {
        var result = CommandsIT.run(launch().arguments("doctor"));

        assertEquals(0, result.code(), result::toString);
        assertTrue(result.stdout().contains("-        connection"), result::toString);
        assertTrue(result.stdout().contains("ok       query chatHistory"), result::toString);
        assertTrue(result.stdout().contains("ok       frame"), result::toString);
        poe.requests().all().forEach(BrowserTransportIT::assertOfBrowser);
    }

    @Test
    void challenge_returnsBlockedAndNamesLogin() {
        poe.faults().on("chatHistory", Fault.challenge()).always();
        var host = servers.stdio(launch());

        var outcome = host.call("get_chat_history").assertError("blocked");

        assertTrue(outcome.text().contains("run poe-mcp login again"), outcome.text());
    }

    @Test
    void endedSession_returnsAuthExpired() {
        poe.endSession();

        servers.stdio(launch()).call("get_settings").assertError("auth_expired");
    }

    @Test
    void killedBrowser_failsCallAndIsReplaced() {
        var host = servers.stdio(launch());
        host.call("send_message", "message", "first", "bot", "Echo").assertOk();
        poe.faults().on("sendMessage", new Fault.Silence(false));
        int before = poe.requests().count("sendMessage");
        var call = host.startCall("send_message", object("message", "second", "bot", "Echo"));
        Waiting.until("the message is sent", () -> poe.requests().count("sendMessage") > before);

        browsers(host).forEach(ProcessHandle::destroyForcibly);

        var outcome = host.outcome(call).assertError("network");
        assertTrue(outcome.text().contains("browser"), outcome.text());
        assertTrue(outcome.text().contains("may have reached Poe"), outcome.text());
        assertEquals(before + 1, poe.requests().count("sendMessage"));
        host.call("send_message", "message", "third", "bot", "Echo").assertOk();
    }

    @Test
    void cancelledCall_isCancelledAtPoeWithinASecond() {
        poe.bot("Endless").says("one ").thenStalls();
        var host = servers.stdio(launch());
        var call = host.startCall("send_message", object("message", "count", "bot", "Endless"));
        Waiting.until("the first piece", () -> !host.progressOf(call).isEmpty());

        host.cancel(call, "enough");

        Waiting.until("cancel at Poe", A_SECOND, () -> poe.requests().count("cancel") == 1);
    }

    /** A browser opens at most six connections to a host: a request that were not aborted would keep one. */
    @Test
    void cancelledReads_areAbortedInPageWithinASecond() {
        var host = servers.stdio(launch());
        host.call("get_settings").assertOk();
        poe.faults().on("chatHistory", new Fault.Silence(false)).always();
        for (int i = 1; i <= 8; i++) {
            int sent = i;
            var call = host.startCall("get_chat_history", object());
            Waiting.until(
                    "request " + i + " is sent", A_SECOND, () -> poe.requests().count("chatHistory") == sent);

            host.cancel(call, "enough");
        }

        host.call("get_settings").assertOk();
    }

    @Test
    void closedTab_isReplaced() throws Exception {
        var host = servers.stdio(launch());
        host.call("send_message", "message", "first", "bot", "Echo").assertOk();
        var port = Files.readAllLines(
                        state.resolve("poe-mcp").resolve("browser").resolve("DevToolsActivePort"))
                .get(0);
        var devTools = URI.create("http://127.0.0.1:" + port);
        for (var tab : new ObjectMapper().readTree(get(devTools.resolve("/json/list")))) {
            if (tab.path("url").asText().startsWith(poe.url().toString())) {
                get(devTools.resolve("/json/close/" + tab.path("id").asText()));
            }
        }

        host.call("send_message", "message", "second", "bot", "Echo").assertOk();

        assertEquals(2, poe.requests().executions("sendMessage"));
    }

    private static String get(URI url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void twoServers_shareProfile() {
        var first = servers.stdio(launch());
        var second = servers.stdio(launch());
        first.call("get_settings").assertOk();
        second.call("get_settings").assertOk();
        assertFalse(browsers(first).isEmpty());
        assertTrue(browsers(second).isEmpty(), "the second uses the browser of the first");

        first.close();

        second.call("get_settings").assertOk();
        assertFalse(browsers(second).isEmpty(), "the second has started its own");
    }

    @Test
    void endOfServer_endsBrowser() throws Exception {
        var host = servers.stdio(launch());
        host.call("get_settings").assertOk();
        var browsers = browsers(host);

        host.server().closeInput();

        var exit = host.server().awaitExit(SHUTDOWN);
        assertEquals(0, exit.code());
        awaitEnd(browsers);
    }

    @Test
    void killedServer_leavesNoBrowser() {
        var host = servers.stdio(launch());
        host.call("get_settings").assertOk();
        var browsers = browsers(host);
        assertFalse(browsers.isEmpty());

        host.server().kill();

        awaitEnd(browsers);
    }

    private static List<ProcessHandle> browsers(HostSession host) {
        return ProcessHandle.of(host.server().pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .toList();
    }

    private static void awaitEnd(List<ProcessHandle> processes) {
        Waiting.until("the browser has ended", () -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void noLoginYet_namesLogin(@TempDir Path empty) {
        var host = servers.stdio(launch().env("XDG_STATE_HOME", empty.toString()));

        var outcome = host.call("get_settings").assertError("not_configured");

        assertTrue(outcome.text().contains("poe-mcp login"), outcome.text());
        assertEquals(List.of(), poe.requests().all());
    }

    @Test
    void missingBrowser_namesIt() throws IOException {
        Files.delete(state.resolve("browser.sh"));

        var outcome = servers.stdio(launch()).call("get_settings").assertError("not_configured");

        assertTrue(outcome.text().contains("browser.sh"), outcome.text());
    }

    @Test
    void multiUser_isRefused() throws Exception {
        var server = servers.closeAfterTest(launch().arguments("serve", "--http", "--port", "0", "--multi-user")
                .start());

        assertEquals(2, server.awaitExit(Duration.ofSeconds(20)).code());
        assertTrue(server.stderr().contains("POE_TRANSPORT=browser"), server.stderr());
    }
}
