package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.emulator.control.ProtectedPart;
import dev.poemcp.emulator.control.SiteBehavior.ProtectionMode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands in front of the site lets through whom its mode says, in front of the part that is protected. */
class ProtectionIT {
    private static final String ANSWER_PATH = "/cdn-cgi/challenge-platform/answer";

    private final PoeEmulator poe = PoeEmulator.start();
    private RawClient client = new RawClient(poe, true);

    @BeforeEach
    void signIn() throws Exception {
        client = RawClient.ofAugust2026(poe);
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void none_challengesNobody() throws Exception {
        poe.behavior().protection(ProtectionMode.NONE);

        assertEquals(200, client.get("/").statusCode());
        assertEquals(200, settings().statusCode());
        assertEquals(405, answer().statusCode(), "there is nothing to answer");
    }

    @Test
    void clearance_letsClearedClientThrough() throws Exception {
        var channel = client.channel();
        poe.behavior().protection(ProtectionMode.CLEARANCE);

        assertChallenge(client.get("/"));
        assertChallenge(client.get("/api/settings"));
        assertChallenge(settings());
        open(channel);
        pass(answer());

        assertEquals(200, client.get("/").statusCode());
        assertEquals(200, settings().statusCode());
    }

    @Test
    void clearance_isBoundToUserAgent() throws Exception {
        poe.behavior().protection(ProtectionMode.CLEARANCE);
        pass(answer());

        client.headers.put("User-Agent", "Another/1.0");
        var other = settings();
        client.headers.put("User-Agent", null);

        assertChallenge(other);
        assertEquals(200, settings().statusCode());
    }

    @Test
    void browserOnly_challengesClearedClientThatIsNoBrowser() throws Exception {
        var channel = client.channel();
        poe.behavior().protection(ProtectionMode.BROWSER_ONLY);
        pass(answer());

        assertChallenge(client.get("/"));
        assertChallenge(settings());
        assertRefusedSocket(channel);
        assertTrue(asBrowser("/", "Sec-Fetch-Site: none\r\n").startsWith("HTTP/1.1 200 "));
        assertTrue(asBrowser("/", "").startsWith("HTTP/1.1 403 "), "no browser omits Sec-Fetch-Site");
    }

    @Test
    void closed_challengesEveryoneButLeavesApiAndScripts() throws Exception {
        var channel = client.channel();
        var script = SiteScripts.of(poe).paths().get(0);
        poe.behavior().protection(ProtectionMode.CLEARANCE);
        pass(answer());
        poe.behavior().protection(ProtectionMode.CLOSED);

        assertChallenge(client.get("/"));
        assertChallenge(settings());
        assertChallenge(answer());
        assertTrue(asBrowser("/", "Sec-Fetch-Site: none\r\n").startsWith("HTTP/1.1 403 "));
        assertRefusedSocket(channel);
        assertEquals(200, client.get("/v1/models").statusCode());
        assertEquals(200, client.get(script).statusCode());
    }

    @ParameterizedTest
    @EnumSource(
            value = ProtectionMode.class,
            names = {"CLEARANCE", "BROWSER_ONLY", "CLOSED"})
    void protectionOfPosts_leavesPageSettingsAndSocket(ProtectionMode mode) throws Exception {
        poe.behavior().protectedPart(ProtectedPart.POSTS);
        poe.behavior().protection(mode);

        assertChallenge(settings());
        assertEquals(200, client.get("/").statusCode());
        open(client.channel());
        poe.behavior().protection(ProtectionMode.NONE);
        assertEquals(200, settings().statusCode());
    }

    @ParameterizedTest
    @EnumSource(
            value = ProtectionMode.class,
            names = {"CLEARANCE", "BROWSER_ONLY", "CLOSED"})
    void protectionOfPages_leavesPostsSettingsAndSocket(ProtectionMode mode) throws Exception {
        poe.behavior().protectedPart(ProtectedPart.PAGES);
        poe.behavior().protection(mode);

        assertChallenge(client.get("/"));
        assertChallenge(client.get("/chats"));
        assertEquals(200, settings().statusCode());
        open(client.channel());
        poe.behavior().protection(ProtectionMode.NONE);
        assertEquals(200, client.get("/").statusCode());
    }

    private HttpResponse<String> settings() throws Exception {
        return client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
    }

    /** What the script in the challenge does. */
    private HttpResponse<String> answer() throws Exception {
        return client.post("", "", "", ANSWER_PATH);
    }

    /** Adds the cookies of the answer to those of the client. */
    private void pass(HttpResponse<String> answer) {
        assertEquals(204, answer.statusCode());
        var cookies = answer.headers().allValues("set-cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
        client.headers.put("Cookie", client.headers.get("Cookie") + "; " + cookies);
    }

    private void open(JsonNode channel) throws Exception {
        var socket = client.socket(channel, channel.path("minSeq").asText());
        socket.send("{\"type\":\"ping\"}");
        assertEquals("pong", socket.frame().path("type").asText());
    }

    private void assertRefusedSocket(JsonNode channel) {
        var refusal = assertThrows(
                CompletionException.class,
                () -> client.socket(channel, channel.path("minSeq").asText()));
        assertTrue(refusal.toString().contains("403"), refusal.toString());
    }

    private static void assertChallenge(HttpResponse<String> response) {
        assertEquals(403, response.statusCode());
        assertEquals("challenge", response.headers().firstValue("cf-mitigated").orElse(""));
        assertTrue(response.body().contains("<title>Just a moment...</title>"));
    }

    /** The response to a cleared request whose headers are in a browser's order, which no HTTP library here sends. */
    private String asBrowser(String path, String moreHeaders) throws IOException {
        var request = "GET " + path + " HTTP/1.1\r\nHost: " + poe.url().getAuthority()
                + "\r\nConnection: close\r\nUser-Agent: " + userAgent() + "\r\n" + moreHeaders + "Cookie: "
                + client.headers.get("Cookie") + "\r\n\r\n";
        try (var socket = new Socket(poe.url().getHost(), poe.url().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The one that the clearance is bound to: of the client that answered the challenge. */
    private String userAgent() {
        return poe.requests().all().stream()
                .filter(request -> request.path().equals(ANSWER_PATH))
                .map(request -> request.header("User-Agent").orElseThrow())
                .findFirst()
                .orElseThrow();
    }
}
