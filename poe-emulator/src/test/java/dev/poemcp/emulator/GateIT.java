package dev.poemcp.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.EmulatorOptions.DeadSession;
import dev.poemcp.emulator.control.EmulatorOptions.UnknownHash;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The gate accepts exactly the requests that the site's own page sends. */
class GateIT {
    private static final String BAD_REQUEST = "{\"success\":false,\"message\":\"Bad Request\"}";

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
    void validRequest_returnsData() throws Exception {
        var viewer =
                client.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026).path("viewer");

        assertTrue(viewer.path("uid").asLong() > 0);
        assertEquals(
                1_000_000,
                viewer.at("/messagePointInfo/subscriptionPointBalance").asLong()
                        + viewer.at("/messagePointInfo/addonPointBalance").asLong());
        assertEquals(1, poe.requests().count("accountSettings"));
    }

    static Stream<Arguments> wrongHeaders() {
        return Stream.of(
                Arguments.of("poe-formkey", null),
                Arguments.of("poe-formkey", "00112233445566778899aabbccddeeff"),
                Arguments.of("poe-tag-id", "00112233445566778899aabbccddeeff"),
                Arguments.of("poe-queryname", "someOtherQuery"),
                Arguments.of("poegraphql", null),
                Arguments.of("poegraphql", "2"),
                Arguments.of("poe-revision", null),
                Arguments.of("poe-revision", "0011223344556677889900112233445566778899"),
                Arguments.of("poe-tchannel", "poe-chan11-8888-unknown"),
                Arguments.of("Content-Type", "text/plain"),
                Arguments.of("Origin", null),
                Arguments.of("Origin", "https://elsewhere.example"),
                Arguments.of("Cookie", "other=1"));
    }

    @ParameterizedTest
    @MethodSource("wrongHeaders")
    void wrongOrMissingHeader_isBadRequest(String name, @Nullable String value) throws Exception {
        client.headers.put(name, value);

        var response = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);

        assertEquals(400, response.statusCode());
        assertEquals(BAD_REQUEST, response.body());
    }

    @Test
    void tag_signsExactBytes() throws Exception {
        var body = RawClient.envelope("handleBotLandingPageQuery", "{\"botHandle\":\"Caf\\u00e9\"}", Hashes.BOT_2026);
        var sameValue = body.replace("\\u00e9", "é");
        var tag = client.sign(body, poe.account().formkey());

        var signed = client.post("handleBotLandingPageQuery", body, tag, "/api/gql_POST");
        var reserialized = client.post("handleBotLandingPageQuery", sameValue, tag, "/api/gql_POST");

        assertEquals(200, signed.statusCode());
        assertEquals(400, reserialized.statusCode());
    }

    @Test
    void tagOfOlderBuild_isRejected() throws Exception {
        var older = new RawClient(poe, false);
        older.headers.put("poegraphql", "0");
        older.headers.put("poe-revision", client.revision());

        assertEquals(
                400, older.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026).statusCode());
    }

    @Test
    void sendWithoutChannel_isRejected() throws Exception {
        var variables = Hashes.send2026("null", "Echo", "hi");

        var without = client.post("sendMessageMutation", variables, Hashes.SEND_AUGUST_2026);
        client.channel();
        var with = client.post("sendMessageMutation", variables, Hashes.SEND_AUGUST_2026);

        assertEquals(400, without.statusCode());
        assertEquals(200, with.statusCode());
        assertEquals(1, poe.sentMessages().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"botHandle\":7}",
                "{\"botHandle\":null}",
                "{\"botHandle\":\"Echo\",\"more\":1}",
                "{\"handle\":\"Echo\"}"
            })
    void wrongVariables_areServerError(String variables) throws Exception {
        var response = client.post("handleBotLandingPageQuery", variables, Hashes.BOT_2026);

        assertEquals(200, response.statusCode());
        assertEquals(
                "{\"data\":null,\"errors\":[{\"message\":\"Server Error\"}],\"extensions\":{\"is_final\":true}}",
                response.body());
    }

    @Test
    void unknownHash_returnsConfiguredError() throws Exception {
        var notFound = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_JULY_2025);

        assertTrue(notFound.body().contains("PersistedQueryNotFound"), notFound.body());
        assertEquals(1, poe.requests().count("accountSettings"));
        try (var other = PoeEmulator.start(EmulatorOptions.defaults().withUnknownHash(UnknownHash.SERVER_ERROR))) {
            var response = RawClient.ofAugust2026(other).post("settingsPageQuery", "{}", Hashes.SETTINGS_JULY_2025);
            assertTrue(response.body().contains("Server Error"), response.body());
        }
    }

    @Test
    void unknownSubscriptionHash_failsWholeRequest() throws Exception {
        client.channel();

        var response = client.post(
                "subscriptionsMutation",
                Hashes.subscriptions(
                        Hashes.subscription("messageAdded", Hashes.ADDED_2026),
                        Hashes.subscription("jobUpdated", Hashes.JOB_MARCH_2025)),
                Hashes.SUBSCRIBE);

        assertTrue(response.body().contains("Server Error"), response.body());
    }

    @Test
    void endedSession_redirectsToLogin() throws Exception {
        poe.endSession();

        var page = client.get("/");
        var post = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);

        assertEquals(307, page.statusCode());
        assertEquals("/login", page.headers().firstValue("location").orElseThrow());
        assertEquals(307, post.statusCode());
    }

    @Test
    void endedSessionWithViewerNull_hasNullViewer() throws Exception {
        try (var other = PoeEmulator.start(EmulatorOptions.defaults().withDeadSession(DeadSession.VIEWER_NULL))) {
            var guest = RawClient.ofAugust2026(other);
            other.endSession();

            var settings = guest.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026);

            assertTrue(settings.path("viewer").isNull());
        }
    }

    @Test
    void rotatedFormkey_invalidatesOldOne() throws Exception {
        poe.rotateFormkey();

        var old = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        client.headers.put("poe-formkey", poe.account().formkey());
        var renewed = client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);

        assertEquals(400, old.statusCode());
        assertEquals(200, renewed.statusCode());
    }

    @Test
    void requestLog_keepsBodyAndToStringHidesCredentials() throws Exception {
        client.data("settingsPageQuery", "{}", Hashes.SETTINGS_2026);

        var logged = poe.requests().of("accountSettings").get(0);

        assertEquals(RawClient.envelope("settingsPageQuery", "{}", Hashes.SETTINGS_2026), logged.bodyText());
        assertEquals(poe.account().formkey(), logged.header("Poe-Formkey").orElseThrow());
        assertEquals("#3 accountSettings POST /api/gql_POST", logged.toString());
        assertEquals("Account[***]", poe.account().toString());
    }
}
