package dev.poemcp.poe.site.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.poe.site.SettableClock;
import dev.poemcp.poe.site.negotiation.KnowledgeFile;
import dev.poemcp.poe.site.negotiation.KnowledgeSource;
import dev.poemcp.poe.site.negotiation.SiteKnowledge;
import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.Query;
import dev.poemcp.poe.site.profile.SignatureRecipe;
import dev.poemcp.poe.site.profile.SiteProfile;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import dev.poemcp.poe.site.profile.UploadForm;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteLearnerTest {
    private static final URI SITE = URI.create("https://poe.example");
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String OTHER_ID = "fedcba9876543210".repeat(4);
    private static final String OK = "{\"data\":{}}";

    private final SiteProfile profile = profile();
    private final SiteLearner learner = new SiteLearner(SITE, profile);

    @Test
    void answeredRequest_givesIdNameAndBackend() {
        var known = known(Operation.ACCOUNT_SETTINGS);

        request(known.name().toUpperCase(Locale.ROOT), ID, known.template(), Map.of("poegraphql", "1"), 200, OK);

        var query = learned(Operation.ACCOUNT_SETTINGS);
        assertEquals(ID, query.hash());
        assertEquals("1", query.backend());
        assertEquals(known.template(), query.template());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errors\":[{\"message\":\"PersistedQueryNotFound\"}]}",
                "{\"data\":null,\"errors\":[{\"message\":\"Server Error\"}]}",
                "<html>Just a moment</html>",
                "{\"data\":"
            })
    void refusedRequest_givesNothing(String response) {
        request(known(Operation.ACCOUNT_SETTINGS).name(), ID, object(), Map.of("poe-tag-id", "x"), 200, response);

        assertTrue(learner.learned().queries().isEmpty());
        assertEquals(0, learner.signedRequests());
    }

    @Test
    void status_decidesWithoutResponse() {
        String name = known(Operation.ACCOUNT_SETTINGS).name();

        request(name, OTHER_ID, object(), Map.of(), 403, "");
        assertTrue(learner.learned().queries().isEmpty());
        request(name, ID, object(), Map.of(), 0, "");
        assertEquals(ID, learned(Operation.ACCOUNT_SETTINGS).hash());
    }

    @Test
    void requestToOtherSite_givesNothing() {
        for (String url : List.of(
                "https://evil.example/api/gql_POST",
                "https://poe.example:8443/api/gql_POST",
                "https://poe.example.evil.example/api/gql_POST",
                "https://poe.example/other")) {
            learner.request(new CapturedRequest(
                    "POST",
                    URI.create(url),
                    Map.of(),
                    body(known(Operation.ACCOUNT_SETTINGS).name(), ID, object()),
                    200,
                    OK));
        }

        assertTrue(learner.learned().queries().isEmpty());
    }

    @Test
    void newVariables_keepOnlyImpersonalValues() throws Exception {
        var known = known(Operation.SEND_MESSAGE);
        ObjectNode variables = known.template().deepCopy();
        variables.setAll((ObjectNode) new ObjectMapper().readTree("""
                {"isNew": true, "mode": null, "level": 3, "extras": [], "note": "private text", "userId": 123456789,
                 "nested": {"text": "private text"}, "ratio": 0.5}
                """));

        request(known.name(), ID, variables, Map.of(), 200, OK);

        var template = learned(Operation.SEND_MESSAGE).template();
        assertTrue(template.path("isNew").asBoolean());
        assertTrue(template.path("mode").isNull());
        assertEquals(3, template.path("level").asInt());
        assertTrue(template.path("extras").isArray());
        for (String left : List.of("note", "userId", "nested", "ratio")) {
            assertFalse(template.has(left), left);
        }
        assertEquals(8, learner.learned().notes().size());
        assertEquals("$query", template.path("query").asText());
    }

    @Test
    void goneVariable_isDroppedAndNoted() {
        var known = known(Operation.SEND_MESSAGE);
        ObjectNode variables = known.template().deepCopy();
        variables.remove("isTemporary");
        variables.remove("sdid");

        request(known.name(), ID, variables, Map.of(), 200, OK);

        assertFalse(learned(Operation.SEND_MESSAGE).template().has("sdid"));
        assertTrue(learner.learned().notes().stream().anyMatch(note -> note.contains("sdid")));
    }

    @Test
    void subscriptions_areLearnedFromTheirMutation() throws Exception {
        var variables = (ObjectNode) new ObjectMapper().readTree("""
                {"subscriptions": [
                  {"subscriptionName": "messageAdded", "query": null, "queryHash": "%s"},
                  {"subscriptionName": "bad name", "queryHash": "%s"},
                  {"subscriptionName": "short", "queryHash": "ab"}]}
                """.formatted(ID, ID));

        request(known(Operation.SUBSCRIBE).name(), OTHER_ID, variables, Map.of(), 200, OK);

        assertEquals(
                List.of(new SubscriptionQuery("messageAdded", ID)),
                learner.learned().subscriptions());
    }

    @Test
    void signedRequests_giveRecipeAndHeadersWithoutTheSession() {
        var recipe = new SignatureRecipe(profile.builds().get(0).tag().salt(), List.of(4, 11));
        for (int i = 0; i < 5; i++) {
            signed(i, recipe);
        }

        var gate = Objects.requireNonNull(learner.learned().gate());
        assertEquals(recipe, gate.tag());
        assertEquals(
                Map.of(
                        "poe-queryname",
                        "$queryName",
                        "poe-revision",
                        "$revision",
                        "poegraphql",
                        "0",
                        "poe-mode",
                        "web"),
                gate.headers());
        assertEquals("rev-1", learner.learned().revision());
        assertFalse(learner.signsAsKnown());
    }

    @Test
    void unexplainedSignature_isNotedAndGivesNoGate() {
        signed(0, new SignatureRecipe("unknown salt", List.of()));

        assertNull(learner.learned().gate());
        assertTrue(learner.learned().notes().stream().anyMatch(note -> note.contains("cannot be explained")));
    }

    @Test
    void uploadForms_areRecognised() {
        String info = body(
                known(Operation.SEND_MESSAGE).name(),
                ID,
                known(Operation.SEND_MESSAGE).template());

        form("queryInfo", info, "file1", "content");
        assertEquals(
                new UploadForm(UploadForm.Style.QUERY_INFO, 1),
                learner.learned().upload());
        form("queryInfo", info, "file0", "content");
        assertEquals(
                new UploadForm(UploadForm.Style.QUERY_INFO, 0),
                learner.learned().upload());
        form("operations", info, "map", "{}");
        assertEquals(
                new UploadForm(UploadForm.Style.GRAPHQL_MULTIPART, 0),
                learner.learned().upload());
        assertEquals(ID, learned(Operation.SEND_MESSAGE).hash());
    }

    @Test
    void script_givesIdsOfOperationsThatWereNotUsed() {
        var used = known(Operation.ACCOUNT_SETTINGS);
        var unused = known(Operation.CHAT_HISTORY);
        request(used.name(), ID, used.template(), Map.of(), 200, OK);

        script("https://poe.example/_next/static/chunks/1.js", used.name(), OTHER_ID);
        script("https://poe.example/_next/static/chunks/2.js", unused.name(), OTHER_ID);

        assertEquals(ID, learned(Operation.ACCOUNT_SETTINGS).hash(), "an answered request shows more than a script");
        assertEquals(OTHER_ID, learned(Operation.CHAT_HISTORY).hash());
    }

    @Test
    void scriptOfOtherSite_givesNothing() {
        script("https://evil.example/1.js", known(Operation.CHAT_HISTORY).name(), OTHER_ID);

        assertTrue(learner.learned().queries().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "null", "{\"queryName\":[],\"variables\":{}}", "{\"variables\":null}"})
    void brokenBody_givesNothing(String body) {
        for (String type : List.of("application/json", "multipart/form-data; boundary=b")) {
            learner.request(new CapturedRequest(
                    "POST", SITE.resolve("/api/gql_POST"), Map.of("content-type", type), body, 200, OK));
        }

        assertTrue(learner.learned().queries().isEmpty());
    }

    @Test
    void secretsAndPrivateTexts_areNeitherKeptNorNoted(@TempDir Path folder) throws Exception {
        String marker = "SECRET-1f8a";
        var recipe = profile.builds().get(0).tag();
        for (Operation operation : Operation.values()) {
            for (Query known : profile.builds().get(0).queries(operation)) {
                ObjectNode variables = known.template().deepCopy();
                List.copyOf(variables.properties()).forEach(field -> variables.put(field.getKey(), marker + " text"));
                variables.put("newText", marker);
                variables.putObject("newObject").put("text", marker).put(marker, 1);
                variables.putArray("newList").add(marker);
                String payload = body(known.name(), ID, variables);
                Map<String, String> headers = new HashMap<>(Map.of(
                        "poe-formkey", marker,
                        "poe-tchannel", marker,
                        "cookie", "p-b=" + marker,
                        "authorization", marker,
                        "poe-session", marker,
                        "poe-trace", marker + payload.length() + known.name().length(),
                        "poegraphql", marker,
                        "poe-queryname", marker,
                        "poe-revision", marker + " and a text that is too long to be the revision of a site's build"));
                headers.put("poe-tag-id", recipe.tag(payload.getBytes(UTF_8), marker));
                learner.request(new CapturedRequest(
                        "POST",
                        SITE.resolve("/api/gql_POST?" + marker),
                        headers,
                        payload,
                        200,
                        "{\"data\":{\"text\":\"" + marker + "\"}}"));
            }
        }
        script(
                "https://poe.example/" + marker + ".js",
                known(Operation.CHAT_HISTORY).name(),
                OTHER_ID);
        learner.socket(new CapturedSocket(URI.create("wss://tch.poe.example/?" + marker), List.of(marker)));
        var learned = learner.learned();
        assertNotNull(learned.gate());
        assertTrue(learned.queries().size() > 5, "the requests were read");

        Path file = folder.resolve("site.json");
        var changes = SiteKnowledge.inFile(new KnowledgeFile(file, SITE), new SettableClock())
                .learn(learned, KnowledgeSource.CAPTURE);

        assertFalse(Files.readString(file).contains(marker), "file");
        assertFalse(learned.notes().toString().contains(marker), "notes");
        assertFalse(changes.toString().contains(marker), "changes");
    }

    private void signed(int number, SignatureRecipe recipe) {
        String name = known(Operation.ACCOUNT_SETTINGS).name();
        String payload = body(name, ID, object().put("n", number));
        learner.request(new CapturedRequest(
                "POST",
                SITE.resolve("/api/gql_POST"),
                Map.of(
                        "poe-formkey", "key",
                        "poe-tag-id", recipe.tag(payload.getBytes(UTF_8), "key"),
                        "poe-tchannel", "channel",
                        "poe-queryname", name,
                        "poe-revision", "rev-1",
                        "poe-mode", "web",
                        "poe-trace", "t" + number,
                        "poegraphql", "0",
                        "cookie", "p-b=secret"),
                payload,
                200,
                OK));
    }

    private void request(
            String name, String hash, Object variables, Map<String, String> headers, int status, String response) {
        learner.request(new CapturedRequest(
                "POST", SITE.resolve("/api/gql_POST"), headers, body(name, hash, variables), status, response));
    }

    private void form(String firstName, String first, String secondName, String second) {
        String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        learner.request(new CapturedRequest(
                "POST",
                SITE.resolve("/api/gql_upload_POST"),
                Map.of("content-type", "multipart/form-data; boundary=b"),
                part.formatted(firstName, first) + part.formatted(secondName, second) + "--b--\r\n",
                200,
                OK));
    }

    private void script(String url, String name, String id) {
        learner.request(new CapturedRequest(
                "GET", URI.create(url), Map.of(), "", 200, "x={params:{id:\"" + id + "\",name:\"" + name + "\"}}"));
    }

    private static String body(String name, String hash, Object variables) {
        return "{\"queryName\":\"" + name + "\",\"variables\":" + variables + ",\"extensions\":{\"hash\":\"" + hash
                + "\"}}";
    }

    private static ObjectNode object() {
        return new ObjectMapper().createObjectNode();
    }

    private Query learned(Operation operation) {
        return Objects.requireNonNull(learner.learned().queries().get(operation));
    }

    private Query known(Operation operation) {
        return profile.builds().get(0).queries(operation).get(0);
    }

    private static SiteProfile profile() {
        try {
            return SiteProfile.load(null);
        } catch (ProfileException invalid) {
            throw new AssertionError(invalid);
        }
    }
}
